import { z } from 'zod';

import { zAddress, zBytes32 } from '../common/z-primitives.ts';

/** DCQL format identifier of our zero-knowledge presentations. */
export const ZK_FORMAT = 'postern_zk';

/** What a `postern_zk` credential query asks: pass this policy of that registry, as that account. */
export const zZkQueryMeta = z.strictObject({
  policyId: zBytes32,
  chainId: z.int().positive(),
  /** Address of the pass registry. */
  registry: zAddress,
  account: zAddress,
});
export type ZkQueryMeta = z.infer<typeof zZkQueryMeta>;
