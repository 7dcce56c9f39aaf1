import { z } from 'zod';

import { PRE_AUTHORIZED_CODE_GRANT } from './z-issuer-metadata.ts';

/** `tx_code` of an offer; an empty object still means that a code is required (OpenID4VCI 1.0 §4.1.1). */
export const zTxCode = z.looseObject({
  input_mode: z.enum(['numeric', 'text']).optional(),
  length: z.int().positive().optional(),
  description: z.string().max(300).optional(),
});

/** Credential offer with the pre-authorized code grant and, beside it, the authorization code grant (OpenID4VCI 1.0 §4.1.1). */
export const zCredentialOffer = z.looseObject({
  credential_issuer: z.url(),
  credential_configuration_ids: z.array(z.string()).min(1),
  grants: z.looseObject({
    [PRE_AUTHORIZED_CODE_GRANT]: z.looseObject({
      'pre-authorized_code': z.string().min(1),
      tx_code: zTxCode.optional(),
    }),
    authorization_code: z.looseObject({ issuer_state: z.string().min(1).optional() }).optional(),
  }),
});
export type CredentialOffer = z.infer<typeof zCredentialOffer>;
