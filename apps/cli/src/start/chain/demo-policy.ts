import type { PolicyInput } from '@postern/proof';

/**
 * The demo protocol's question: an adult, not resident in a listed country, checked substantially by a known bank. People
 * of the demo are made up and marked so, so it says openly that it takes test data; a policy that does not say so takes
 * none. Nobody is screened, so it does not ask when.
 */
export const createDemoPolicy = (issuerId: number): PolicyInput => ({
  schema: 'kyc-person/1',
  age: { atLeast: 18 },
  residence: { notIn: ['BY', 'CU', 'IR', 'KP', 'RU', 'SY'] },
  assurance: { atLeast: 'substantial' },
  testData: 'allowed',
  issuers: [issuerId],
});

const DAY = 86_400;

/** Time limits of the demo protocol's passes, in seconds. */
export const DEMO_POLICY_TIMES = {
  maxPassLife: 30 * DAY,
  maxProofAge: 3600,
  grace: 600,
  firstGrace: 300,
  moveCooldown: 7 * DAY,
} as const;
