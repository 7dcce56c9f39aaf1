import { describe, expect, it } from 'vitest';
import { createCandidate, createDetail } from '../../testing/case-detail.ts';
import { createProposal, listBlockers, listGaps } from './check-proposal.ts';
import {
  createFinding,
  createProposalForm,
  listEvidence,
  type ProposalForm,
  putFinding,
  setChannel,
} from './proposal-form.ts';

const TODAY = '2026-11-21';
const detail = createDetail({ blockers: ['identity_document_missing', 'residence_missing'] });
const kinds = (form: ProposalForm, shown = detail) =>
  listGaps({ form, detail: shown, today: TODAY }).map(({ kind }) => kind);

const fill = (
  form: ProposalForm,
  subject: 'identity_document' | 'residence',
  evidence: 'document_copy' | 'utility_bill' | 'applicant_statement',
) => putFinding(form, { ...createFinding({ subject, today: TODAY }), evidence, note: 'Seen' });
const withDocument = fill(setChannel(createProposalForm(TODAY), 'video_call'), 'identity_document', 'document_copy');
const complete = fill(withDocument, 'residence', 'utility_bill');

describe('a proposal', () => {
  it('lacks everything at first, and nothing once it is filled in', () => {
    expect(kinds(createProposalForm(TODAY))).toEqual(['channel', 'blocker', 'blocker']);
    expect(createProposal({ form: createProposalForm(TODAY), detail, today: TODAY })).toBeNull();
    expect(kinds(complete)).toEqual([]);
    expect(createProposal({ form: complete, detail, today: TODAY })).toMatchObject({
      action: 'propose',
      assessment: { channel: 'video_call', exceptions: [] },
    });
    expect(createProposal({ form: complete, detail, today: TODAY })).not.toHaveProperty('identity');
  });

  it('needs a note, and a day that is not ahead', () => {
    const [finding] = complete.findings;
    if (finding === undefined) throw new Error('There is no finding.');
    expect(kinds(putFinding(complete, { ...finding, note: ' a ' }))).toEqual(['note']);
    expect(kinds(putFinding(complete, { ...finding, seenOn: '2026-11-22' }))).toEqual(['day']);
    expect(kinds(putFinding(complete, { ...finding, seenOn: '' }))).toEqual(['day']);
  });

  it('completes a finding that was added, or goes without it', () => {
    expect(kinds(putFinding(complete, createFinding({ subject: 'face_matched', today: TODAY })))).toEqual(['evidence']);
  });

  it('leaves the region out where only the applicant says where they live', () => {
    const region = { ...complete, residenceSubdivision: 17 };
    const stated = { ...fill(withDocument, 'residence', 'applicant_statement'), residenceSubdivision: 17 };
    const codeOf = (form: ProposalForm) =>
      createProposal({ form, detail, today: TODAY })?.assessment?.residenceSubdivision;
    expect([codeOf(region), codeOf(stated)]).toEqual([17, 0]);
  });
});

describe('an exception', () => {
  const minor = { ...detail, blockers: [...detail.blockers, 'minor' as const] };

  it('is asked for and reasoned, or the case stays blocked', () => {
    expect(listBlockers({ form: complete, detail: minor })).toEqual(['minor']);
    expect(kinds(complete, minor)).toEqual(['blocker']);
    expect(kinds({ ...complete, exceptions: { minor: 'too short' } }, minor)).toEqual(['exception_reason']);
    const form = { ...complete, exceptions: { minor: 'Guardian signed at the desk' } };
    expect(createProposal({ form, detail: minor, today: TODAY })?.assessment?.exceptions).toEqual([
      { blocker: 'minor', reason: 'Guardian signed at the desk' },
    ]);
  });

  it('is not sent for what blocks no more', () => {
    const form = { ...complete, exceptions: { residence_missing: 'No papers of any kind' } };
    expect(createProposal({ form, detail, today: TODAY })?.assessment?.exceptions).toEqual([]);
  });
});

describe('an answer about another file', () => {
  const namesake = createCandidate();
  const shown = { ...detail, candidates: [namesake], candidatesHash: 'c4nd' };

  it('is given for each, and signed with the digest of what was shown', () => {
    expect(kinds(complete, shown)).toEqual(['answer']);
    const form = { ...complete, answers: { [namesake.personId]: 'another' as const } };
    expect(createProposal({ form, detail: shown, today: TODAY })).toMatchObject({
      identity: { candidatesHash: 'c4nd', answers: [{ personId: namesake.personId, answer: 'another' }] },
    });
  });

  it('needs a reason where one document would be two people', () => {
    const same = { ...shown, candidates: [{ ...namesake, match: { document: true, name: null } }] };
    const form = { ...complete, answers: { [namesake.personId]: 'another' as const } };
    expect(kinds(form, same)).toEqual(['identity_reason']);
    expect(kinds({ ...form, reason: 'The number was typed wrongly there' }, same)).toEqual([]);
    expect(kinds({ ...form, answers: { [namesake.personId]: 'same' } }, same)).toEqual([]);
  });
});

it('takes away evidence that the channel does not allow, and keeps the rest', () => {
  const inPerson = setChannel(complete, 'in_person');
  expect(inPerson.findings.map(({ evidence }) => evidence)).toEqual(['document_copy', 'utility_bill']);
  const original = putFinding(inPerson, {
    ...createFinding({ subject: 'identity_document', today: TODAY }),
    evidence: 'original_document',
    note: 'Seen',
  });
  expect(setChannel(original, 'video_call').findings[0]?.evidence).toBeUndefined();
  expect(listEvidence({ subject: 'face_matched', channel: undefined })).toEqual([]);
});
