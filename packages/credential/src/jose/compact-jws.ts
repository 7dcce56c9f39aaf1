import { base64UrlToBytes, bytesToBase64Url, type JsonValue, parseStrictJson } from '@postern/primitives';

import type { JwsSigner } from './create-signer.ts';
import { JwsError } from './jws-error.ts';
import { algorithmOfJwk, type PublicJwk } from './public-jwk.ts';
import { verifySignature } from './verify-signature.ts';

export type JsonObject = { [member: string]: JsonValue };

/** A compact JWS taken apart, nothing of it believed yet. */
export type UnverifiedJws = {
  header: JsonObject;
  payload: JsonObject;
  signingInput: string;
  signature: Uint8Array;
};

/** Characters of a token that is read unless told; a portrait fits. */
export const MAX_JWS_LENGTH = 500_000;
/** Characters of a status list, the longest kind of token (2 bits × 2^21, random). */
export const MAX_LIST_LENGTH = 2_000_000;

/**
 * Takes a compact JWS apart with the strict JSON reader. Nothing is verified.
 *
 * @param options.maxLength characters accepted, 500,000 unless told
 * @throws {JwsError} not three base64url parts of which two are JSON objects
 */
export function parseCompactJws(jws: string, options: { maxLength?: number } = {}): UnverifiedJws {
  const { maxLength = MAX_JWS_LENGTH } = options;
  const parts = jws.length > maxLength ? [] : jws.split('.', 4);
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || header === undefined || payload === undefined || signature === undefined) {
    throw new JwsError('ERR_JWS_MALFORMED', 'Expected a compact JWS of three parts.');
  }
  try {
    return {
      header: parseJsonPart(header, maxLength),
      payload: parseJsonPart(payload, maxLength),
      signingInput: `${header}.${payload}`,
      signature: base64UrlToBytes(signature),
    };
  } catch (cause) {
    throw new JwsError('ERR_JWS_MALFORMED', 'A part of the JWS is not what it should be.', { cause });
  }
}

/** Signs a payload as compact JWS. `alg` is ES256 unless the header names another. */
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
 * Verifies a compact JWS under a key that the caller found by trust, never by the JWS's own header. The algorithm is
 * the key's own: a header that names another is refused before anything is computed.
 *
 * @param options.typ the `typ` that this use of a JWS carries, so that a token of one kind is not taken for another
 * @throws {JwsError} malformed, another algorithm, another type, critical extensions, or a signature that does not stand
 */
export async function verifyCompactJws(options: {
  jws: string;
  publicJwk: PublicJwk;
  typ: string | undefined;
}): Promise<{ header: JsonObject; payload: JsonObject }> {
  return verifyParsedJws({ ...options, parsed: parseCompactJws(options.jws) });
}

/**
 * {@link verifyCompactJws} of what {@link parseCompactJws} took apart.
 *
 * @throws {JwsError}
 */
export async function verifyParsedJws(options: {
  parsed: UnverifiedJws;
  publicJwk: PublicJwk;
  typ: string | undefined;
}): Promise<{ header: JsonObject; payload: JsonObject }> {
  const { header, payload, signingInput, signature } = options.parsed;
  if (header.alg !== algorithmOfJwk(options.publicJwk)) {
    throw new JwsError('ERR_JWS_ALGORITHM', "The algorithm is not the key's own.");
  }
  if (header.crit !== undefined || header.b64 !== undefined) {
    throw new JwsError('ERR_JWS_MALFORMED', 'Critical extensions are not accepted.');
  }
  if (options.typ !== undefined && header.typ !== options.typ) {
    throw new JwsError('ERR_JWS_TYPE', 'The JWS is of another type.', { details: { expected: options.typ } });
  }
  const { publicJwk } = options;
  if (!(await verifySignature({ publicJwk, signingInput: new TextEncoder().encode(signingInput), signature }))) {
    throw new JwsError('ERR_JWS_SIGNATURE', 'The signature does not stand.');
  }
  return { header, payload };
}

/** A part of a compact serialization that is a JSON object, read strictly. */
export function parseJsonPart(part: string, maxLength: number): JsonObject {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(base64UrlToBytes(part));
  const value = parseStrictJson(text, { maxLength });
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new JwsError('ERR_JWS_MALFORMED', 'Expected a JSON object.');
  }
  return value;
}
