import { type JsonObject, parseCompactJws, signCompactJws } from '../jose/compact-jws.ts';
import type { JwsSigner } from '../jose/create-signer.ts';
import { algorithmOfJwk, type PublicJwk, toPublicJwk } from '../jose/public-jwk.ts';
import { hashText, parseSdJwt } from './parse-sd-jwt.ts';
import { indexDisclosures } from './process-disclosures.ts';
import { SdJwtError } from './sd-jwt-error.ts';
import { type ClaimPath, selectDisclosures } from './select-disclosures.ts';

/** `typ` of a key binding JWT (RFC 9901 §4.3). */
export const KEY_BINDING_TYP = 'kb+jwt';

export type PresentSdJwtVcOptions = {
  /** Issued form, with all disclosures. */
  token: string;
  /** Claims to show; an empty list shows none that can be hidden. */
  disclose: readonly ClaimPath[];
  /** Signs with the key of the credential's `cnf`. */
  signer: JwsSigner;
  /** The verifier's whole client identifier with its prefix. */
  audience: string;
  nonce: string;
  now: number;
  /** Transaction data for this credential, each base64url as it came in the request. */
  transactionData?: readonly string[];
};

/**
 * Presents an SD-JWT VC: only the disclosures that the asked claims need, bound to verifier and nonce by a KB-JWT
 * (RFC 9901 §7.2, OpenID4VP 1.0 §B.3).
 *
 * @throws {SdJwtError} malformed, a claim that is not there, or a credential without holder key
 * @throws {JwsError} malformed
 */
export async function presentSdJwtVc(options: PresentSdJwtVcOptions): Promise<string> {
  const { jws, disclosures } = parseSdJwt(options.token);
  const { payload } = parseCompactJws(jws);
  const { nodes } = await indexDisclosures(payload, disclosures);
  const selected = selectDisclosures({ nodes, paths: options.disclose });
  const shown = disclosures.filter((_, position) => selected.has(position));
  const bound = `${[jws, ...shown].join('~')}~`;
  return bound + (await createKeyBinding(options, { bound, holderJwk: readHolderJwk(payload) }));
}

/** Key of the `cnf` claim (RFC 7800); only `jwk` confirms here. */
export function readHolderJwk(payload: JsonObject): PublicJwk {
  try {
    return toPublicJwk((payload.cnf as { jwk?: unknown }).jwk);
  } catch (cause) {
    throw new SdJwtError('ERR_SD_JWT_KEY_BINDING', 'The credential is bound to no key that we can use.', { cause });
  }
}

async function createKeyBinding(
  options: PresentSdJwtVcOptions,
  { bound, holderJwk }: { bound: string; holderJwk: PublicJwk },
): Promise<string> {
  const { signer, audience, nonce, now, transactionData = [] } = options;
  const hashes = await Promise.all(transactionData.map(hashText));
  return signCompactJws({
    header: { typ: KEY_BINDING_TYP, alg: algorithmOfJwk(holderJwk) },
    payload: {
      iat: now,
      aud: audience,
      nonce,
      sd_hash: await hashText(bound),
      ...(hashes.length === 0 ? {} : { transaction_data_hashes: hashes, transaction_data_hashes_alg: 'sha-256' }),
    },
    signer,
  });
}
