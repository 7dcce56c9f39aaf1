import { signEcdsaSecp256k1, signEd25519 } from '@postern/primitives';

/** Signs the ASCII bytes of a signing input; 64 bytes, r‖s for ECDSA. */
export type JwsSigner = (signingInput: Uint8Array) => Promise<Uint8Array>;

/** ES256 signer over a WebCrypto P-256 private key (extractable or not). */
export function createP256Signer(privateKey: CryptoKey): JwsSigner {
  return async (signingInput) =>
    new Uint8Array(
      await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, signingInput as BufferSource),
    );
}

/** EdDSA signer over a 32-byte Ed25519 seed. */
export function createEd25519Signer(privateKey: Uint8Array): JwsSigner {
  return async (message) => signEd25519({ privateKey, message });
}

/** ES256K signer over a 32-byte secp256k1 private key. */
export function createSecp256k1Signer(privateKey: Uint8Array): JwsSigner {
  return async (message) => signEcdsaSecp256k1({ privateKey, message });
}
