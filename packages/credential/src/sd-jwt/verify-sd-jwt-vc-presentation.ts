import { z } from 'zod';

import { type JsonObject, verifyCompactJws } from '../jose/compact-jws.ts';
import { JwsError } from '../jose/jws-error.ts';
import { findJwtTimeFault } from '../jose/jwt-times.ts';
import { hashText, parseSdJwt } from './parse-sd-jwt.ts';
import { KEY_BINDING_TYP } from './present-sd-jwt-vc.ts';
import { SdJwtError } from './sd-jwt-error.ts';
import { type ResolveIssuerKey, type VerifiedSdJwtVc, verifyIssuerSigned } from './verify-sd-jwt-vc.ts';

/** Accepted age of a key binding, seconds. */
const MAX_AGE_SECONDS = 300;

const zKeyBinding = z.looseObject({
  iat: z.int(),
  aud: z.string(),
  nonce: z.string(),
  sd_hash: z.string(),
  transaction_data_hashes: z.array(z.string()).optional(),
  transaction_data_hashes_alg: z.string().optional(),
});

export type VerifySdJwtVcPresentationOptions = {
  presentation: string;
  /** Our whole client identifier with its prefix. */
  audience: string;
  nonce: string;
  now: number;
  resolveIssuerKey: ResolveIssuerKey;
  /** What this credential had to confirm, each base64url as it went out in the request. */
  transactionData?: readonly string[];
  /** Accepted age of the key binding, 300 s unless told. */
  maxAgeSeconds?: number;
};

/**
 * Verifies an SD-JWT VC presentation. Checks in order: shape, issuer signature, disclosures and time, then the key
 * binding: holder signature and `typ`, audience, nonce, age, `sd_hash`, transaction data (RFC 9901 §7.3, OpenID4VP 1.0
 * §B.3). Type and claims are the query's question, status a check of its own.
 *
 * @throws {SdJwtError | JwsError} the first check that fails; signature failures of the holder are
 *   `ERR_SD_JWT_KEY_BINDING`, of the issuer `ERR_JWS_*`
 */
export async function verifySdJwtVcPresentation(options: VerifySdJwtVcPresentationOptions): Promise<VerifiedSdJwtVc> {
  const parts = parseSdJwt(options.presentation);
  const { keyBinding, bound } = parts;
  if (keyBinding === undefined) throw new SdJwtError('ERR_SD_JWT_KEY_BINDING', 'The presentation has no key binding.');
  const verified = await verifyIssuerSigned({ ...options, parts });
  const binding = parseKeyBinding(await verifyHolderSignature(keyBinding, verified));
  if (binding.aud !== options.audience) {
    throw new SdJwtError('ERR_SD_JWT_AUDIENCE', 'The presentation is for another verifier.');
  }
  if (binding.nonce !== options.nonce) {
    throw new SdJwtError('ERR_SD_JWT_NONCE', 'The presentation answers another request.');
  }
  const { now, maxAgeSeconds = MAX_AGE_SECONDS } = options;
  if (findJwtTimeFault({ claims: binding, now, maxAgeSeconds }) !== undefined) {
    throw new SdJwtError('ERR_SD_JWT_STALE', 'The presentation was not made now.');
  }
  if (binding.sd_hash !== (await hashText(bound))) {
    throw new SdJwtError('ERR_SD_JWT_KEY_BINDING', 'The key binding covers another set of disclosures.');
  }
  await assertTransactionData(binding, options.transactionData ?? []);
  return verified;
}

async function verifyHolderSignature(keyBinding: string, verified: VerifiedSdJwtVc): Promise<JsonObject> {
  if (verified.holderJwk === undefined) {
    throw new SdJwtError('ERR_SD_JWT_KEY_BINDING', 'The credential is bound to no key.');
  }
  try {
    const publicJwk = verified.holderJwk;
    return (await verifyCompactJws({ jws: keyBinding, publicJwk, typ: KEY_BINDING_TYP })).payload;
  } catch (cause) {
    if (!(cause instanceof JwsError)) throw cause;
    throw new SdJwtError('ERR_SD_JWT_KEY_BINDING', 'The key binding does not stand.', { cause });
  }
}

function parseKeyBinding(payload: JsonObject): z.infer<typeof zKeyBinding> {
  const parsed = zKeyBinding.safeParse(payload);
  if (!parsed.success) throw new SdJwtError('ERR_SD_JWT_KEY_BINDING', 'A claim of the key binding is malformed.');
  return parsed.data;
}

/** Exactly the transactions that were asked, no other and none left out. */
async function assertTransactionData(binding: z.infer<typeof zKeyBinding>, asked: readonly string[]): Promise<void> {
  const { transaction_data_hashes: hashes = [], transaction_data_hashes_alg: algorithm = 'sha-256' } = binding;
  const wanted = new Set(await Promise.all(asked.map(hashText)));
  const same = wanted.size === hashes.length && hashes.every((hash) => wanted.delete(hash));
  if (!same || algorithm !== 'sha-256') {
    throw new SdJwtError('ERR_SD_JWT_TRANSACTION_DATA', 'The presentation confirms other transactions.');
  }
}
