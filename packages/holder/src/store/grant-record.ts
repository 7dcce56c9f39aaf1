import { z } from 'zod';

/** One answered request: what the wallet remembers having granted. */
export const zGrantRecord = z.strictObject({
  requestKey: z.string(),
  clientId: z.string(),
  host: z.string(),
  name: z.string().optional(),
  policyId: z.string(),
  policyOwner: z.string(),
  sentences: z.array(z.string()),
  chainId: z.int(),
  registry: z.string(),
  /** Absent: the proof was for the verifier's session and gave no pass. */
  account: z.string().optional(),
  answeredAt: z.int(),
  expiresAt: z.int(),
  credentialId: z.string(),
});
export type GrantRecord = z.infer<typeof zGrantRecord>;

const WINDOW_SECONDS = 30 * 86_400;
const MANY = 3;

/**
 * Whether one owner's policies were answered so often lately that they could search for a hidden value
 * (each "at least N years" answer halves the range).
 */
export function isRepeatedOwner(options: {
  grants: readonly GrantRecord[];
  policyOwner: string;
  now: number;
}): boolean {
  const { grants, policyOwner, now } = options;
  const policies = grants
    .filter((grant) => grant.policyOwner.toLowerCase() === policyOwner.toLowerCase())
    .filter((grant) => grant.answeredAt > now - WINDOW_SECONDS)
    .map((grant) => grant.policyId);
  return new Set(policies).size >= MANY;
}
