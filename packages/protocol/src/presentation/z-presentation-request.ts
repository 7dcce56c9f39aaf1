import { z } from 'zod';

import { zZkCredentialQuery } from './z-dcql-query.ts';

/** The plainest request: one policy, signed, answered in the clear. {@link zAuthorizationRequest} is the whole form. */
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
