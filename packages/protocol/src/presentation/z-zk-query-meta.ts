import { z } from 'zod';

import { zAddress, zBytes32 } from '../common/z-primitives.ts';

/** DCQL format identifier of our zero-knowledge presentations. */
export const ZK_FORMAT = 'postern_zk';

/**
 * What a `postern_zk` credential query asks: prove this policy, registered beside that pass registry. With an account
 * the proof is for that account's pass on chain; without one it is for the session that asks, and for nothing else.
 */
export const zZkQueryMeta = z.strictObject({
  policyId: zBytes32,
  chainId: z.int().positive(),
  /** Address of the pass registry. */
  registry: zAddress,
  account: zAddress.optional(),
});
export type ZkQueryMeta = z.infer<typeof zZkQueryMeta>;
