import { type Seal, sealFromClaims, zPersonClaims, zSealClaims } from '@postern/credential';
import { z } from 'zod';

const zPublicJwk = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() });
const zToken = z.strictObject({
  token: z.string(),
  key: z.strictObject({ publicJwk: zPublicJwk, privateJwk: zPublicJwk.extend({ d: z.string() }) }),
});

/** Everything that one issuance left in the wallet; plain JSON, kept encrypted. */
export const zStoredCredential = z.strictObject({
  id: z.string(),
  issuer: z.strictObject({ identifier: z.string(), name: z.string() }),
  receivedAt: z.int(),
  claims: zPersonClaims,
  seal: zSealClaims,
  sdJwt: zToken,
  jwt: zToken,
  sealJwt: zToken,
});
export type StoredCredential = z.infer<typeof zStoredCredential>;

/** The seal that proofs are made from. */
export function sealOfCredential(credential: StoredCredential): Seal {
  return sealFromClaims(credential.seal);
}
