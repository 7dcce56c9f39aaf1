import { z } from 'zod';

import { zResponseMode } from '../presentation/z-authorization-request.ts';

/** `GET /p/:protocol/metadata`: a protocol as a verifier, for wallets and for who integrates them. */
export const zVerifierMetadata = z.strictObject({
  /** Unproven; what is proven is in `client_ids`. */
  client_name: z.string(),
  /** Client identifiers with their prefixes; requests under `redirect_uri` have one of their own each. */
  client_ids: z.array(z.string()),
  response_modes_supported: z.array(zResponseMode),
  vp_formats_supported: z.record(z.string(), z.looseObject({})),
  encrypted_response_enc_values_supported: z.array(z.string()),
  request_uri_methods_supported: z.array(z.enum(['get', 'post'])),
});
export type VerifierMetadata = z.infer<typeof zVerifierMetadata>;
