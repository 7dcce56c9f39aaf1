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

/**
 * The minute from which a gate takes the next proof, unix seconds; undefined when it takes one dated `now`. Proofs are
 * dated by the minute, and a registry takes none of a minute in which it took one before: not from the same person, in
 * whatever policy of one owner.
 *
 * @param options.now minute of the proof that is to be made
 */
export function findNextProofMinute(options: {
  grants: readonly GrantRecord[];
  policy: { chainId: number; registry: string; owner: string };
  now: number;
}): number | undefined {
  const { grants, policy, now } = options;
  const taken = grants
    .filter(({ account, chainId }) => account !== undefined && chainId === policy.chainId)
    .filter(({ registry }) => registry.toLowerCase() === policy.registry.toLowerCase())
    .filter(({ policyOwner }) => policyOwner.toLowerCase() === policy.owner.toLowerCase())
    .map(({ answeredAt }) => answeredAt);
  const last = Math.max(...taken);
  return last < now ? undefined : last + 60;
}

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
