import { base64UrlToBytes, parseStrictJson, PosternError } from '@postern/primitives';
import { compactDecrypt, CompactEncrypt } from 'jose';

import { type JsonObject, parseJsonPart } from './compact-jws.ts';
import { type P256PublicJwk, toP256PublicJwk } from './public-jwk.ts';

export class JweError extends PosternError<
  'ERR_JWE_MALFORMED' | 'ERR_JWE_ALGORITHM' | 'ERR_JWE_KEY' | 'ERR_JWE_DECRYPT'
> {}

/** Content encryption that we write and read (HAIP 1.0 §5). */
export type JweContentEncryption = 'A128GCM' | 'A256GCM';

/** Characters of an encrypted answer and of what is in it: several credentials fit. */
const MAX_LENGTH = 1_000_000;
const CONTENT_ENCRYPTIONS = ['A128GCM', 'A256GCM'];
const HEADER_MEMBERS = new Set(['alg', 'enc', 'kid', 'epk', 'apu', 'apv', 'typ', 'cty']);

export type EncryptCompactJweOptions = {
  payload: JsonObject;
  recipient: P256PublicJwk & { kid: string };
  enc: JweContentEncryption;
  /** Party infos of RFC 7518 §4.6.1, base64url as in the header. */
  apu?: string;
  apv?: string;
};

/**
 * Encrypts JSON to one P-256 key: ECDH-ES in direct agreement mode, fresh ephemeral key each time (WebCrypto's own
 * randomness), no compression.
 *
 * @throws {JweError} the recipient's key is not a point of P-256
 */
export async function encryptCompactJwe(options: EncryptCompactJweOptions): Promise<string> {
  const { payload, recipient, enc, apu, apv } = options;
  const key = await importRecipient(recipient);
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc, kid: recipient.kid })
    .setKeyManagementParameters({
      ...(apu === undefined ? {} : { apu: base64UrlToBytes(apu) }),
      ...(apv === undefined ? {} : { apv: base64UrlToBytes(apv) }),
    })
    .encrypt(key);
}

/**
 * Decrypts JSON that was encrypted to one P-256 key. Only ECDH-ES with A128GCM or A256GCM, no compression, no other
 * header member than those it needs, and the `kid` of the key.
 *
 * @param options.privateKey WebCrypto ECDH key with `deriveBits`
 * @throws {JweError} one code a rule; which step of the decryption failed is not told
 */
export async function decryptCompactJwe(options: {
  jwe: string;
  privateKey: CryptoKey;
  kid: string;
}): Promise<{ header: JsonObject; payload: JsonObject }> {
  const { header, plaintext } = await openCompactJwe(options);
  return { header, payload: parsePlaintext(plaintext) };
}

/**
 * {@link decryptCompactJwe} for any content.
 *
 * @throws {JweError}
 */
export async function openCompactJwe(options: {
  jwe: string;
  privateKey: CryptoKey;
  kid: string | undefined;
}): Promise<{ header: JsonObject; plaintext: Uint8Array }> {
  const header = parseJweHeader(options.jwe);
  if (header.alg !== 'ECDH-ES' || !CONTENT_ENCRYPTIONS.includes(header.enc as string)) {
    throw new JweError('ERR_JWE_ALGORITHM', 'Only ECDH-ES with A128GCM or A256GCM is accepted.');
  }
  if (Object.keys(header).some((member) => !HEADER_MEMBERS.has(member))) {
    throw new JweError('ERR_JWE_MALFORMED', 'The header has a member that is not accepted.');
  }
  if (header.kid !== options.kid) throw new JweError('ERR_JWE_KEY', 'The JWE was made for another key.');
  try {
    toP256PublicJwk(header.epk);
  } catch (cause) {
    throw new JweError('ERR_JWE_KEY', 'The ephemeral key is not a public P-256 key.', { cause });
  }
  try {
    const { plaintext } = await compactDecrypt(options.jwe, options.privateKey, {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: CONTENT_ENCRYPTIONS,
    });
    return { header, plaintext };
  } catch (cause) {
    throw new JweError('ERR_JWE_DECRYPT', 'The JWE could not be decrypted.', { cause });
  }
}

function parseJweHeader(jwe: string): JsonObject {
  const parts = jwe.length > MAX_LENGTH ? [] : jwe.split('.', 6);
  // Direct agreement: the second part, the encrypted key, is empty.
  if (parts.length !== 5 || parts[1] !== '') throw new JweError('ERR_JWE_MALFORMED', 'Expected a compact JWE.');
  try {
    // jose decodes leniently: all parts are checked here for their one spelling.
    for (const part of parts) base64UrlToBytes(part);
    return parseJsonPart(parts[0]!, MAX_LENGTH);
  } catch (cause) {
    throw new JweError('ERR_JWE_MALFORMED', 'A part of the JWE is not what it should be.', { cause });
  }
}

function parsePlaintext(plaintext: Uint8Array): JsonObject {
  try {
    const value = parseStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(plaintext), {
      maxLength: MAX_LENGTH,
    });
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value;
  } catch (cause) {
    throw new JweError('ERR_JWE_MALFORMED', 'The content is not JSON.', { cause });
  }
  throw new JweError('ERR_JWE_MALFORMED', 'The content is not a JSON object.');
}

async function importRecipient(recipient: P256PublicJwk): Promise<CryptoKey> {
  try {
    const { kty, crv, x, y } = recipient;
    const jwk = toP256PublicJwk({ kty, crv, x, y });
    return await crypto.subtle.importKey('jwk', jwk, { name: 'ECDH', namedCurve: 'P-256' }, true, []);
  } catch (cause) {
    throw new JweError('ERR_JWE_KEY', 'The recipient is not a point of P-256.', { cause });
  }
}
