import type { PolicyView } from '@postern/protocol';

/** Drafts to start from. Issuer 1 is the first bank of a trust registry. */
export const POLICY_EXAMPLES = [
  {
    name: 'Adults, checked well, not from listed countries',
    policy: {
      age: { atLeast: 18 },
      residence: { notIn: ['KP', 'IR', 'SY', 'CU'] },
      assurance: { atLeast: 'substantial' },
      issuers: [1],
    },
  },
  {
    name: 'Residents of the European Economic Area, checked lately, with a document that has not expired',
    policy: {
      residence: { in: ['AT', 'BE', 'DE', 'DK', 'ES', 'FI', 'FR', 'IE', 'IT', 'NL', 'NO', 'PL', 'PT', 'SE'] },
      issued: { within: 'P90D' },
      document: { notExpired: true },
      issuers: [1],
    },
  },
  {
    name: 'Professional investors',
    policy: {
      age: { atLeast: 21 },
      flags: ['accredited', 'source_of_funds_verified'],
      diligence: { atLeast: 'enhanced' },
      issuers: [1],
    },
  },
  {
    name: 'One pass a person, however often the wallet moves',
    policy: {
      age: { atLeast: 18 },
      rebound: { notWithin: 'P31D' },
      issuers: [1],
    },
  },
] as const;

/** A draft as text, indented. */
export function formatDraft(policy: unknown): string {
  return JSON.stringify(policy, null, 2);
}

/** Drafts of the protocol's own registered policies, to start a new version from. */
export function draftsOf(policies: readonly Pick<PolicyView, 'policyId' | 'policyJson'>[]) {
  return policies.map(({ policyId, policyJson }) => ({
    name: `Your policy ${policyId.slice(0, 10)}…`,
    policy: JSON.parse(policyJson) as unknown,
  }));
}
