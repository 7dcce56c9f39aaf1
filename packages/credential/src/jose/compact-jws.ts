import { base64UrlToBytes, bytesToBase64Url, type JsonValue, parseStrictJson, PosternError } from '@postern/primitives';

export class JwsError extends PosternError<
  'ERR_JWS_MALFORMED' | 'ERR_JWS_ALGORITHM' | 'ERR_JWS_TYPE' | 'ERR_JWS_SIGNATURE' | 'ERR_JWS_KEY'
> {}

export type JsonObject = { [member: string]: JsonValue };

/** A compact JWS taken apart, nothing of it believed yet. */
export type UnverifiedJws = {
  header: JsonObject;
  payload: JsonObject;
  signingInput: string;
  signature: Uint8Array;
};

/** Signs the ASCII bytes of a signing input; ES256: 64 bytes r‖s. */
export type JwsSigner = (signingInput: Uint8Array) => Promise<Uint8Array>;

/** Public P-256 key as a JWK; private members make it unacceptable. */
export type P256PublicJwk = { kty: 'EC'; crv: 'P-256'; x: string; y: string };

const MAX_LENGTH = 200_000;

/**
 * Takes a compact JWS apart with the strict JSON reader. Nothing is verified.
 *
 * @throws {JwsError} not three base64url parts of which two are JSON objects
 */
export function parseCompactJws(jws: string): UnverifiedJws {
  const parts = jws.length > MAX_LENGTH ? [] : jws.split('.');
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || header === undefined || payload === undefined || signature === undefined) {
    throw new JwsError('ERR_JWS_MALFORMED', 'Expected a compact JWS of three parts.');
  }
  try {
    return {
      header: parseJsonPart(header),
      payload: parseJsonPart(payload),
      signingInput: `${header}.${payload}`,
      signature: base64UrlToBytes(signature),
    };
  } catch (cause) {
    throw new JwsError('ERR_JWS_MALFORMED', 'A part of the JWS is not what it should be.', { cause });
  }
}

/** Signs a payload as ES256 compact JWS. `alg` is set here. */
export async function signCompactJws(options: {
  header: JsonObject;
  payload: JsonObject;
  signer: JwsSigner;
}): Promise<string> {
  const encode = (part: JsonObject) => bytesToBase64Url(new TextEncoder().encode(JSON.stringify(part)));
  const signingInput = `${encode({ alg: 'ES256', ...options.header })}.${encode(options.payload)}`;
  const signature = await options.signer(new TextEncoder().encode(signingInput));
  return `${signingInput}.${bytesToBase64Url(signature)}`;
}

/**
 * Verifies an ES256 compact JWS under a key that the caller found by trust, never by the JWS's own header.
 *
 * @param options.typ the `typ` that this use of a JWS carries, so that a token of one kind is not taken for another
 * @throws {JwsError} malformed, another algorithm, another type, critical extensions, or a signature that does not stand
 */
export async function verifyCompactJws(options: {
  jws: string;
  publicJwk: P256PublicJwk;
  typ: string | undefined;
}): Promise<{ header: JsonObject; payload: JsonObject }> {
  const { header, payload, signingInput, signature } = parseCompactJws(options.jws);
  if (header.alg !== 'ES256') throw new JwsError('ERR_JWS_ALGORITHM', 'Only ES256 is accepted here.');
  if (header.crit !== undefined || header.b64 !== undefined) {
    throw new JwsError('ERR_JWS_MALFORMED', 'Critical extensions are not accepted.');
  }
  if (options.typ !== undefined && header.typ !== options.typ) {
    throw new JwsError('ERR_JWS_TYPE', 'The JWS is of another type.', { details: { expected: options.typ } });
  }
  const key = await importP256PublicKey(options.publicJwk);
  const stands = await crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    signature as BufferSource,
    new TextEncoder().encode(signingInput),
  );
  if (!stands) throw new JwsError('ERR_JWS_SIGNATURE', 'The signature does not stand.');
  return { header, payload };
}

/** Signer over a WebCrypto P-256 private key (extractable or not). */
export function createP256Signer(privateKey: CryptoKey): JwsSigner {
  return async (signingInput) =>
    new Uint8Array(
      await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, signingInput as BufferSource),
    );
}

/**
 * Reduces any object to the public members of a P-256 JWK.
 *
 * @throws {JwsError} another key type or a member missing
 */
export function toP256PublicJwk(jwk: unknown): P256PublicJwk {
  const { kty, crv, x, y, d } = (jwk ?? {}) as Record<string, unknown>;
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string' || d !== undefined) {
    throw new JwsError('ERR_JWS_KEY', 'Expected a public P-256 key.');
  }
  return { kty, crv, x, y };
}

async function importP256PublicKey(jwk: P256PublicJwk): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('jwk', toP256PublicJwk(jwk), { name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'verify',
    ]);
  } catch (cause) {
    throw new JwsError('ERR_JWS_KEY', 'The key is not a point of P-256.', { cause });
  }
}

function parseJsonPart(part: string): JsonObject {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(base64UrlToBytes(part));
  const value = parseStrictJson(text);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new JwsError('ERR_JWS_MALFORMED', 'Expected a JSON object.');
  }
  return value;
}
