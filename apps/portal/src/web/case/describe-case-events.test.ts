import { describe, expect, it } from 'vitest';
import { describeCaseEvents } from './describe-case-events.ts';

it('tells what happened oldest first, then what is ahead', () => {
  const events = [
    { at: 20, kind: 'case_propose', actor: 'Mara Lindqvist', note: 'All clear' },
    { at: 10, kind: 'case_submitted' },
  ];
  expect(describeCaseEvents({ events, state: 'second_approval' })).toMatchObject([
    { title: 'Application received', at: 10 },
    { title: 'Approval proposed', at: 20, by: 'Mara Lindqvist', detail: 'All clear' },
    { title: 'Second approval' },
    { title: 'Credential' },
  ]);
});

it('keeps an event of a kind it has no words for', () => {
  expect(describeCaseEvents({ events: [{ at: 1, kind: 'list_recalculated' }], state: 'revoked' })).toMatchObject([
    { title: 'List recalculated' },
  ]);
});

it('keeps the other file that an event is about', () => {
  const events = [{ at: 1, kind: 'credential_replaced', otherCaseId: 'case-2' }];
  expect(describeCaseEvents({ events, state: 'active' })).toMatchObject([{ otherCaseId: 'case-2' }]);
});

describe('a collection in four formats', () => {
  const four = (at: number, last: string) =>
    [0, 1, 2, 3].flatMap((step) => [
      { at: at + step, kind: 'credential_intent' },
      { at: at + step, kind: last },
    ]);
  const titles = (events: { at: number; kind: string }[]) =>
    describeCaseEvents({ events, state: 'active' }).map(({ title, at }) => [title, at]);

  it('is one line, of the furthest step it reached', () => {
    const [received] = titles([{ at: 1, kind: 'credential_issued' }]);
    expect(titles(four(10, 'credential_issued'))).toEqual([[received?.[0], 13]]);
    expect(titles(four(10, 'credential_intent'))).not.toEqual([[received?.[0], 13]]);
  });

  it('stays apart from another one, later or after something else', () => {
    expect(titles([...four(10, 'credential_issued'), ...four(5_000, 'credential_issued')])).toHaveLength(2);
    const between = { at: 20, kind: 'token_refreshed' };
    expect(titles([...four(10, 'credential_issued'), between, ...four(30, 'credential_issued')])).toHaveLength(3);
  });
});
