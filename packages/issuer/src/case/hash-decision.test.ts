import { describe, expect, it } from 'vitest';

import { type DecisionBody, hashDecision } from './hash-decision.ts';

const BODY: DecisionBody = {
  tenant: 'demo-bank',
  caseId: 'case-1',
  caseVersion: 3,
  action: 'approve',
  assessment: {
    assurance: 'substantial',
    diligence: 'standard',
    flags: ['not_pep', 'sanctions_clear'],
    residenceSubdivision: 0,
  },
  applicationHash: 'aa',
  proposalHash: 'bb',
  reasonDigest: null,
  staffId: 'checker',
  nonce: 'n',
};

describe('decision hash', () => {
  it('does not depend on the order of members or flags', async () => {
    const { tenant, ...rest } = BODY;
    const flags = [...BODY.assessment!.flags].toReversed();
    const shuffled = { ...rest, assessment: { ...BODY.assessment!, flags }, tenant };
    expect(await hashDecision(shuffled)).toBe(await hashDecision(BODY));
    expect(await hashDecision(BODY)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('changes with every member', async () => {
    const edits: Partial<DecisionBody>[] = [
      { tenant: 'other' },
      { caseId: 'case-2' },
      { caseVersion: 4 },
      { action: 'reject' },
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
