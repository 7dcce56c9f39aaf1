import { bytesToBase64Url, PosternError, type Random } from '@postern/primitives';
import { z } from 'zod';

import { parseCompactJws, signCompactJws, verifyCompactJws } from './compact-jws.ts';
import type { JwsSigner } from './create-signer.ts';
import { jwkThumbprint, sha256 } from './jwk-thumbprint.ts';
import { findJwtTimeFault } from './jwt-times.ts';
import { algorithmOfJwk, type PublicJwk, toPublicJwk } from './public-jwk.ts';

export class DpopError extends PosternError<
  | 'ERR_DPOP_MALFORMED'
  | 'ERR_DPOP_SIGNATURE'
  | 'ERR_DPOP_METHOD'
  | 'ERR_DPOP_URL'
  | 'ERR_DPOP_STALE'
  | 'ERR_DPOP_ACCESS_TOKEN'
> {}

/** `typ` of a DPoP proof (RFC 9449 §4.2). */
export const DPOP_TYP = 'dpop+jwt';

const MAX_LENGTH = 8192;
/** Accepted age of a proof, seconds. */
const MAX_AGE_SECONDS = 120;

const zDpopPayload = z.looseObject({
  jti: z.string().min(1).max(256),
  htm: z.string(),
  htu: z.string().max(2048),
  iat: z.int(),
  ath: z.string().optional(),
  nonce: z.string().max(1024).optional(),
});

/** A proof that the sender of a request holds a key (RFC 9449 §4.2). `htu` carries no query and no fragment. */
export async function createDpopProof(options: {
  method: string;
  url: string;
  publicJwk: PublicJwk;
  signer: JwsSigner;
  now: number;
  random: Random;
  accessToken?: string;
  nonce?: string;
}): Promise<string> {
  const { method, url, publicJwk, signer, now, random, accessToken, nonce } = options;
  return signCompactJws({
    header: { typ: DPOP_TYP, alg: algorithmOfJwk(publicJwk), jwk: toPublicJwk(publicJwk) },
    payload: {
      jti: bytesToBase64Url(random.bytes(16)),
      htm: method,
      htu: normalizeHtu(url),
      iat: now,
      ...(accessToken === undefined ? {} : { ath: await hashAccessToken(accessToken) }),
      ...(nonce === undefined ? {} : { nonce }),
    },
    signer,
  });
}

export type VerifiedDpopProof = {
  /** RFC 7638 thumbprint of the proven key: compare it with the token's `cnf.jkt`. */
  thumbprint: string;
  /** Unique by the client; the caller refuses one it has seen. */
  jti: string;
  iat: number;
  /** The server's nonce, if any; the caller decides whether it is expected. */
  nonce: string | undefined;
  publicJwk: PublicJwk;
};

/**
 * Verifies a DPoP proof (RFC 9449 §4.3) for this method and public URL, made now, and for this access token if one came
 * with it. Replay of `jti` and the expectation of a nonce are the caller's.
 *
 * @param options.url the URL as the client knows it (behind a proxy: the public one)
 * @throws {DpopError} the first check that fails
 */
export async function verifyDpopProof(options: {
  proof: string;
  method: string;
  url: string;
  now: number;
  accessToken?: string;
}): Promise<VerifiedDpopProof> {
  const { publicJwk, payload } = await verifyOwnSignature(options.proof);
  const parsed = zDpopPayload.safeParse(payload);
  if (!parsed.success) throw new DpopError('ERR_DPOP_MALFORMED', 'A claim of the proof is missing or malformed.');
  const { jti, htm, htu, iat, ath, nonce } = parsed.data;
  if (htm !== options.method) throw new DpopError('ERR_DPOP_METHOD', 'The proof is for another method.');
  if (normalizeHtu(htu) !== normalizeHtu(options.url)) {
    throw new DpopError('ERR_DPOP_URL', 'The proof is for another URL.');
  }
  if (findJwtTimeFault({ claims: parsed.data, now: options.now, maxAgeSeconds: MAX_AGE_SECONDS }) !== undefined) {
    throw new DpopError('ERR_DPOP_STALE', 'The proof was not made now.');
  }
  if (options.accessToken !== undefined && ath !== (await hashAccessToken(options.accessToken))) {
    throw new DpopError('ERR_DPOP_ACCESS_TOKEN', 'The proof is not for this access token.');
  }
  return { thumbprint: await jwkThumbprint(publicJwk), jti, iat, nonce, publicJwk };
}

/** The key in the header is the point of a DPoP proof: it proves possession of that key and nothing else. */
async function verifyOwnSignature(proof: string) {
  if (proof.length > MAX_LENGTH) throw new DpopError('ERR_DPOP_MALFORMED', 'The proof is too long.');
  let publicJwk: PublicJwk;
  try {
    const { header } = parseCompactJws(proof);
    // A `kid` beside the key names nothing: the key itself counts (RFC 9449 §4.2).
    if (header.typ !== DPOP_TYP || header.x5c !== undefined) throw new Error(DPOP_TYP);
    publicJwk = toPublicJwk(header.jwk);
  } catch (cause) {
    throw new DpopError('ERR_DPOP_MALFORMED', 'Expected a DPoP proof with a public key.', { cause });
  }
  try {
    const { payload } = await verifyCompactJws({ jws: proof, publicJwk, typ: DPOP_TYP });
    return { publicJwk, payload };
  } catch (cause) {
    throw new DpopError('ERR_DPOP_SIGNATURE', 'The signature of the proof does not stand.', { cause });
  }
}

/** URL after syntax- and scheme-based normalisation (RFC 3986 §6.2), without query and fragment. */
function normalizeHtu(url: string): string {
  try {
    const { protocol, host, pathname, username, password } = new URL(url);
    if ((protocol === 'https:' || protocol === 'http:') && username === '' && password === '') {
      const path = pathname.replace(/%[0-9a-fA-F]{2}/g, normalizeEscape);
      return `${protocol}//${host}${path}`;
    }
  } catch (cause) {
    throw new DpopError('ERR_DPOP_MALFORMED', 'Expected an http URL.', { cause });
  }
  throw new DpopError('ERR_DPOP_MALFORMED', 'Expected an http URL.');
}

/** Escapes of unreserved characters are the characters; others are upper-case. */
function normalizeEscape(escape: string): string {
  const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  return /[A-Za-z0-9._~-]/.test(character) ? character : escape.toUpperCase();
}

async function hashAccessToken(accessToken: string): Promise<string> {
  return bytesToBase64Url(await sha256(accessToken));
}
