import { base64UrlToBytes, verifyEcdsaSecp256k1, verifyEd25519 } from '@postern/primitives';

import { JwsError } from './jws-error.ts';
import { type P256PublicJwk, type PublicJwk, toPublicJwk } from './public-jwk.ts';

/** Imported keys by coordinates; importing costs more than verifying. The oldest goes when it is full. */
const importedKeys = new Map<string, Promise<CryptoKey>>();
const MAX_IMPORTED_KEYS = 256;

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/**
 * Whether a raw signature stands: ES256 and ES256K as 64 bytes r‖s (RFC 7518 §3.4), EdDSA as 64 bytes (RFC 8037). DER
 * does not. For both ECDSA algorithms a high `s` stands (no RFC of JOSE demands a low one), so that a signature's bytes
 * name nothing: replay is told by `jti` and nonces.
 *
 * @throws {JwsError} not a point of the curve
 */
export async function verifySignature(options: {
  publicJwk: PublicJwk;
  signingInput: Uint8Array;
  signature: Uint8Array;
}): Promise<boolean> {
  const { signingInput: message, signature } = options;
  const jwk = toPublicJwk(options.publicJwk);
  if (signature.length !== 64) return false;
  if (jwk.crv === 'P-256') {
    const key = await importP256PublicKey(jwk);
    const parameters = { name: 'ECDSA', hash: 'SHA-256' };
    return crypto.subtle.verify(parameters, key, signature as BufferSource, message as BufferSource);
  }
  const x = base64UrlToBytes(jwk.x);
  if (jwk.crv === 'Ed25519') return verifyEd25519({ publicKey: x, message, signature });
  return verifyEcdsaSecp256k1({ point: { x, y: base64UrlToBytes(jwk.y) }, message, signature });
}

function importP256PublicKey(jwk: P256PublicJwk): Promise<CryptoKey> {
  const name = `${jwk.x}.${jwk.y}`;
  const known = importedKeys.get(name);
  if (known !== undefined) return known;
  const imported = crypto.subtle.importKey('jwk', jwk, P256, true, ['verify']).catch((cause: unknown) => {
    importedKeys.delete(name);
    throw new JwsError('ERR_JWS_KEY', 'The key is not a point of P-256.', { cause });
  });
  importedKeys.set(name, imported);
  const [oldest] = importedKeys.keys();
  if (importedKeys.size > MAX_IMPORTED_KEYS) importedKeys.delete(oldest!);
  return imported;
}
