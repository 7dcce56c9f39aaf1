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

export const zZkCredentialQuery = z.looseObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  format: z.literal(ZK_FORMAT),
  meta: zZkQueryMeta,
});

/** Claims of the signed request object (OpenID4VP 1.0 §5). */
export const zPresentationRequest = z.looseObject({
  aud: z.literal('https://self-issued.me/v2'),
  response_type: z.literal('vp_token'),
  response_mode: z.literal('direct_post'),
  client_id: z.string(),
  response_uri: z.url(),
  nonce: z.string().min(22),
  state: z.string().min(22),
  iat: z.number(),
  exp: z.number(),
  dcql_query: z.looseObject({ credentials: z.array(zZkCredentialQuery).min(1) }),
  client_metadata: z.looseObject({ client_name: z.string().max(100).optional() }).optional(),
});
export type PresentationRequest = z.infer<typeof zPresentationRequest>;
