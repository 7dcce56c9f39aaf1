import { afterEach, expect, it, vi } from 'vitest';
import { forgetDraft, forgetDrafts, keepDraft, readDraft } from './draft.ts';

const EMPTY = { name: '', ticked: false };
afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

it('gives back what was typed, and nothing once it is forgotten', () => {
  expect(readDraft('a', EMPTY)).toEqual(EMPTY);
  keepDraft('a', { name: 'Ada', ticked: true });
  keepDraft('b', { name: 'Bob', ticked: false });
  expect(readDraft('a', EMPTY)).toEqual({ name: 'Ada', ticked: true });
  forgetDraft('a');
  expect(readDraft('a', EMPTY)).toEqual(EMPTY);
  sessionStorage.setItem('other', 'kept');
  forgetDrafts();
  expect([readDraft('b', EMPTY), sessionStorage.getItem('other')]).toEqual([EMPTY, 'kept']);
});

it('keeps what the empty form has no value for, and no list in the place of a record', () => {
  const empty = { channel: undefined as string | undefined, answers: {}, findings: [] as string[] };
  keepDraft('a', { channel: 'in_person', answers: [], findings: { 0: 'x' } });
  expect(readDraft('a', empty)).toEqual({ ...empty, channel: 'in_person' });
});

it.each(['', 'null', '7', '[]', '{', '{"name":7,"more":"x","ticked":"yes"}', '{"__proto__":{"name":"x"}}'])(
  'leaves out what does not fit: %s',
  (text) => {
    sessionStorage.setItem('postern-draft/a', text);
    expect(readDraft('a', EMPTY)).toEqual(EMPTY);
  },
);

it('is no obstacle where the browser keeps nothing', () => {
  vi.stubGlobal('sessionStorage', {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  keepDraft('a', EMPTY);
  expect(readDraft('a', EMPTY)).toEqual(EMPTY);
});
