import { describe, expect, it } from 'vitest';

import { type DecisionBody, hashDecision } from './hash-decision.ts';

const BODY: DecisionBody = {
  tenant: 'demo-bank',
  caseId: 'case-1',
  caseVersion: 3,
  action: 'approve',
  assessment: {
    channel: 'video_call',
    findings: [
      { subject: 'residence', evidence: 'utility_bill', note: 'Power bill', seenOn: '2026-11-20', foundBy: 'maker' },
      { subject: 'identity_document', evidence: 'document_copy', note: 'p. 2', seenOn: '2026-11-20', foundBy: 'maker' },
    ],
    residenceSubdivision: 0,
    exceptions: [],
    assurance: 'low',
    diligence: 'standard',
    flags: ['face_matched', 'address_verified'],
  },
  identity: {
    candidatesHash: 'cc',
    answers: [
      { personId: 'p2', answer: 'another' },
      { personId: 'p1', answer: 'same' },
    ],
  },
  measure: null,
  applicationHash: 'aa',
  proposalHash: 'bb',
  reasonDigest: null,
  staffId: 'checker',
  nonce: 'n',
};

describe('decision hash', () => {
  it('does not depend on the order of members, flags, findings or answers', async () => {
    const { tenant, ...rest } = BODY;
    const assessment = {
      ...BODY.assessment!,
      flags: BODY.assessment!.flags.toReversed(),
      findings: BODY.assessment!.findings.toReversed(),
    };
    const identity = { ...BODY.identity!, answers: BODY.identity!.answers.toReversed() };
    const shuffled = { ...rest, assessment, identity, tenant };
    expect(await hashDecision(shuffled)).toBe(await hashDecision(BODY));
    expect(await hashDecision(BODY)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('changes with every member', async () => {
    const edits: Partial<DecisionBody>[] = [
      { tenant: 'other' },
      { caseId: 'case-2' },
      { caseVersion: 4 },
      { action: 'propose' },
      { measure: 'revoke' },
      { identity: null },
      { identity: { ...BODY.identity!, candidatesHash: 'cd' } },
      { identity: { ...BODY.identity!, answers: [] } },
      { assessment: { ...BODY.assessment!, channel: 'in_person' } },
      { assessment: { ...BODY.assessment!, findings: BODY.assessment!.findings.slice(1) } },
      { assessment: { ...BODY.assessment!, assurance: 'high' } },
      { assessment: null },
      { applicationHash: 'ab' },
      { proposalHash: null },
      { reasonDigest: 'x' },
      { staffId: 'maker' },
      { nonce: 'm' },
    ];
    const hashes = await Promise.all(edits.map((edit) => hashDecision({ ...BODY, ...edit })));
    expect(new Set([...hashes, await hashDecision(BODY)]).size).toBe(edits.length + 1);
  });
});
