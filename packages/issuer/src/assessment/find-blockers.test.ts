import type { ApplicationData, Blocker, Finding } from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import { assertUnblocked, findBlockers } from './find-blockers.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const NOON = at('2026-11-30T12:00:00Z');
const application = (changes: { birthDate?: string; expiresOn?: string | null; nationalities?: string[] } = {}) =>
  ({
    birthDate: changes.birthDate ?? '1990-02-28',
    nationalities: changes.nationalities ?? ['GR'],
    document: {
      type: 'passport',
      number: 'A1',
      issuingCountry: 'GR',
      expiresOn: changes.expiresOn === undefined ? '2035-05-01' : changes.expiresOn,
    },
  }) as ApplicationData;
const finding = (subject: Finding['subject']): Finding => ({
  subject,
  evidence: 'document_copy',
  note: 'seen',
  seenOn: '2026-11-30',
});
const BOTH = { findings: [finding('identity_document'), finding('residence')], exceptions: [] };
const blockers = (changes: Parameters<typeof application>[0], now = NOON): Blocker[] =>
  findBlockers({ application: application(changes), assessment: BOTH, now });

describe('what blocks an approval', () => {
  it('is nothing for a clean file', () => {
    expect(blockers({})).toEqual([]);
  });

  it('is no document without a printed end', () => {
    expect(blockers({ expiresOn: null })).toEqual([]);
  });

  it('is more nationalities than a credential can prove', () => {
    expect(blockers({ nationalities: ['FR', 'MA'] })).toEqual([]);
    expect(blockers({ nationalities: ['FR', 'MA', 'CA'] })).toEqual(['more_nationalities']);
  });

  it('is a missing finding', () => {
    const open = (findings: Finding[]) =>
      findBlockers({ application: application(), assessment: { findings }, now: NOON });
    expect(open([])).toEqual(['identity_document_missing', 'residence_missing']);
    expect(open([finding('residence')])).toEqual(['identity_document_missing']);
    expect(findBlockers({ application: application(), assessment: null, now: NOON })).toHaveLength(2);
  });

  it('is a minor, until the eighteenth birthday, UTC', () => {
    const birthDate = '2008-12-01';
    expect(blockers({ birthDate }, at('2026-11-30T23:59:59Z'))).toEqual(['minor']);
    expect(blockers({ birthDate }, at('2026-12-01T00:00:00Z'))).toEqual([]);
    expect(blockers({ birthDate: '2008-02-29' }, at('2026-02-28T23:59:59Z'))).toEqual(['minor']);
    expect(blockers({ birthDate: '2008-02-29' }, at('2026-03-01T00:00:00Z'))).toEqual([]);
  });

  it('is a document from the day after its last', () => {
    const expiresOn = '2026-11-30';
    expect(blockers({ expiresOn }, at('2026-11-30T00:00:00Z'))).toEqual([]);
    expect(blockers({ expiresOn }, at('2026-11-30T23:59:58Z'))).toEqual([]);
    expect(blockers({ expiresOn }, at('2026-12-01T00:00:00Z'))).toEqual(['document_expired']);
  });

  it('is a document that ends before this month does', () => {
    expect(blockers({ expiresOn: '2026-11-29' }, at('2026-11-10T00:00:00Z'))).toEqual(['document_ends_too_soon']);
    expect(blockers({ expiresOn: '2026-11-30' }, at('2026-11-10T00:00:00Z'))).toEqual([]);
  });
});

describe('an exception', () => {
  const run = (exceptions: { blocker: Blocker; reason: string }[]) =>
    assertUnblocked({
      application: application({ birthDate: '2010-01-01', expiresOn: '2026-01-01' }),
      assessment: { ...BOTH, exceptions },
      now: NOON,
    });
  const minor = { blocker: 'minor' as const, reason: 'youth account with consent of both parents' };

  it('lifts the blocker that it names, and no other', () => {
    expect(() => run([])).toThrow(
      expect.objectContaining({ code: 'ERR_CASE_BLOCKED', details: { blockers: 'minor document_expired' } }),
    );
    expect(() => run([minor])).toThrow(expect.objectContaining({ details: { blockers: 'document_expired' } }));
    expect(() =>
      run([minor, { blocker: 'document_expired', reason: 'renewal is under way, receipt seen' }]),
    ).not.toThrow();
  });
});
