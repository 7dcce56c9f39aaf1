import type { AssessmentDraft, Channel, EvidenceKind, Finding, FindingSubject } from '@postern/protocol';
import { EVIDENCE_OF, zEvidenceKind, zFindingSubject } from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import { deriveAssessment } from './derive-assessment.ts';

const TODAY = '2026-11-30';
const found = (subject: FindingSubject, evidence: EvidenceKind): Finding => ({
  subject,
  evidence,
  note: 'seen on the file',
  seenOn: TODAY,
});
const draft = (channel: Channel, ...findings: Finding[]): AssessmentDraft => ({
  channel,
  findings,
  residenceSubdivision: 0,
  exceptions: [],
});
const derive = (given: AssessmentDraft) => deriveAssessment({ draft: given, foundBy: 'maker', today: TODAY });
const refused = (reason: string) =>
  expect.objectContaining({ code: 'ERR_ASSESSMENT_EVIDENCE', details: expect.objectContaining({ reason }) });

const COPY = found('identity_document', 'document_copy');
const ORIGINAL = found('identity_document', 'original_document');
const BILL = found('residence', 'utility_bill');
const WORD = found('residence', 'applicant_statement');
const PHOTO = found('face_matched', 'photograph');
const ON_CALL = found('face_matched', 'video_call');
const IN_ROOM = found('face_matched', 'in_person_meeting');
const ALIVE = found('active_liveness', 'video_call');
const CHIP = found('chip_read', 'document_chip');
const FUNDS = found('source_of_funds_verified', 'bank_statement');

describe('assurance', () => {
  it.each<[string, AssessmentDraft]>([
    ['low', draft('in_person')],
    ['low', draft('in_person', IN_ROOM)],
    ['low', draft('remote_documents', COPY, WORD)],
    ['low', draft('remote_documents', COPY, PHOTO)],
    ['low', draft('in_person', ORIGINAL)],
    ['substantial', draft('video_call', COPY, ON_CALL)],
    ['substantial', draft('video_call', COPY, ON_CALL, ALIVE)],
    ['substantial', draft('remote_documents', COPY, PHOTO, CHIP)],
    ['substantial', draft('in_person', COPY, IN_ROOM)],
    ['high', draft('in_person', ORIGINAL, IN_ROOM)],
    ['high', draft('video_call', COPY, ON_CALL, ALIVE, CHIP)],
  ])('is %s', (assurance, given) => {
    expect(derive(given).assurance).toBe(assurance);
  });

  it('never exceeds substantial for a document and a face seen from afar', () => {
    for (const channel of ['remote_documents', 'video_call'] as const) {
      const kinds = EVIDENCE_OF.face_matched.filter((kind) => kind !== 'in_person_meeting');
      for (const kind of kinds.filter((each) => channel === 'video_call' || each !== 'video_call')) {
        const given = draft(channel, COPY, found('face_matched', kind), BILL, FUNDS);
        expect(derive(given).assurance).not.toBe('high');
      }
    }
  });
});

describe('diligence', () => {
  it.each<[string, AssessmentDraft]>([
    ['simplified', draft('video_call')],
    ['simplified', draft('video_call', COPY, WORD, FUNDS)],
    ['simplified', draft('video_call', BILL, FUNDS)],
    ['standard', draft('video_call', COPY, BILL)],
    ['enhanced', draft('video_call', COPY, BILL, FUNDS)],
  ])('is %s', (diligence, given) => {
    expect(derive(given).diligence).toBe(diligence);
  });
});

describe('flags', () => {
  it('are set by what backs them, and by nothing else', () => {
    expect(derive(draft('remote_documents', COPY, WORD)).flags).toEqual([]);
    expect(derive(draft('remote_documents', COPY, BILL)).flags).toEqual(['address_verified']);
    expect(derive(draft('in_person', ORIGINAL, WORD)).flags).toEqual(['in_person']);
    for (const subject of zFindingSubject.options) {
      if (subject === 'identity_document' || subject === 'residence') continue;
      const [evidence] = EVIDENCE_OF[subject];
      const { flags } = derive(draft('in_person', found(subject, evidence!)));
      expect(flags).toEqual([subject, 'in_person'].toSorted());
    }
  });
});

describe('a finding', () => {
  it('keeps who made it', () => {
    expect(derive(draft('video_call', COPY)).findings).toEqual([{ ...COPY, foundBy: 'maker' }]);
  });

  it('rests on evidence that can support it', () => {
    for (const subject of zFindingSubject.options) {
      for (const evidence of zEvidenceKind.options) {
        const run = () => derive(draft('in_person', found(subject, evidence)));
        if (EVIDENCE_OF[subject].includes(evidence)) expect(run).not.toThrow();
        else expect(run).toThrow(refused('kind of evidence'));
      }
    }
  });

  it('fits the channel, is stated once and was seen by today', () => {
    expect(() => derive(draft('video_call', ORIGINAL))).toThrow(refused('channel'));
    expect(() => derive(draft('remote_documents', ON_CALL))).toThrow(refused('channel'));
    expect(() => derive(draft('video_call', COPY, COPY))).toThrow(refused('stated twice'));
    expect(() => derive(draft('video_call', { ...COPY, seenOn: '2026-12-01' }))).toThrow(refused('seen in the future'));
  });

  it('backs a region of residence only on paper', () => {
    const region = (given: AssessmentDraft) => derive({ ...given, residenceSubdivision: 7 });
    expect(region(draft('video_call', BILL)).residenceSubdivision).toBe(7);
    expect(() => region(draft('video_call', WORD))).toThrow(refused('region'));
    expect(() => region(draft('video_call'))).toThrow(refused('region'));
  });
});
