import {
  base64UrlToBytes,
  bytesToBase64Url,
  compressEcPoint,
  concatBytes,
  decodeEcPoint,
  hexToBytes,
} from '@postern/primitives';
import { base58 } from '@scure/base';

import type { PublicJwk } from '../jose/public-jwk.ts';
import { DidError } from './did-document.ts';

/** Multicodec prefixes as unsigned varints (multicodec table: p256-pub, secp256k1-pub, ed25519-pub). */
const CODECS = { 'P-256': '8024', secp256k1: 'e701', Ed25519: 'ed01' } as const;
const MAX_LENGTH = 100;

/** A public key as Multikey (Controlled Identifiers §2.2.2): multibase `z`, multicodec, compressed point or key. */
export function encodeMultikey(jwk: PublicJwk): string {
  const x = base64UrlToBytes(jwk.x);
  const key = jwk.kty === 'OKP' ? x : compressEcPoint({ curve: jwk.crv, point: { x, y: base64UrlToBytes(jwk.y) } });
  return `z${base58.encode(concatBytes(hexToBytes(CODECS[jwk.crv]), key))}`;
}

/**
 * Inverse of {@link encodeMultikey}.
 *
 * @throws {DidError} another base, another kind of key, or not a point of its curve
 */
export function decodeMultikey(text: string): PublicJwk {
  try {
    if (!text.startsWith('z') || text.length > MAX_LENGTH) throw new Error('multibase');
    const bytes = base58.decode(text.slice(1));
    const [crv] = (['P-256', 'secp256k1', 'Ed25519'] as const).filter((name) => {
      const [first, second] = hexToBytes(CODECS[name]);
      return bytes[0] === first && bytes[1] === second;
    });
    const key = bytes.slice(2);
    if (crv === 'Ed25519' && key.length === 32) return { kty: 'OKP', crv, x: bytesToBase64Url(key) };
    if ((crv === 'P-256' || crv === 'secp256k1') && key.length === 33) return jwkFromPoint(crv, key);
    throw new Error('multicodec');
  } catch (cause) {
    throw new DidError('ERR_DID_MALFORMED', 'Expected a Multikey of P-256, secp256k1 or Ed25519.', { cause });
  }
}

/**
 * JWK of an encoded point (SEC 1 §2.3.4).
 *
 * @throws {CurveError} not a point of the curve
 */
export function jwkFromPoint(crv: 'P-256' | 'secp256k1', bytes: Uint8Array): PublicJwk {
  const { x, y } = decodeEcPoint({ curve: crv, bytes });
  return { kty: 'EC', crv, x: bytesToBase64Url(x), y: bytesToBase64Url(y) };
}
