import type { PolicyInput } from '@postern/proof';

/** The demo protocol's question: an adult, not resident in a listed country, checked substantially by a known bank. */
export const createDemoPolicy = (issuerId: number): PolicyInput => ({
  schema: 'kyc-person/1',
  age: { atLeast: 18 },
  residence: { notIn: ['BY', 'CU', 'IR', 'KP', 'RU', 'SY'] },
  assurance: { atLeast: 'substantial' },
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
