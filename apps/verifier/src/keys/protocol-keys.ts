import { webcrypto, X509Certificate } from 'node:crypto';
import {
  createP256Signer,
  type JwsSigner,
  jwkThumbprint,
  type P256PublicJwk,
  toP256PublicJwk,
} from '@postern/credential';
import type { SealedProtocolKey, VerifierProtocolRepository } from '@postern/db/verifier';
import { PosternError } from '@postern/primitives';
import { type ProtocolSigner, ProtocolError } from '@postern/verifier';

import type { KeyBox } from './key-box.ts';

/** What a seed file says about a protocol's key does not fit together. */
export class ProtocolKeyError extends PosternError<'ERR_PROTOCOL_KEY_MALFORMED' | 'ERR_PROTOCOL_CERTIFICATE'> {}

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const keyLabel = (slug: string) => `postern/verifier/protocol-key/1:${slug}`;

/** Makes the signing key of a new protocol; only its public part leaves unsealed. */
export async function createProtocolKey(options: { slug: string; keyBox: KeyBox }): Promise<SealedProtocolKey> {
  const { slug, keyBox } = options;
  const pair = await webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const publicJwk = toP256PublicJwk(await webcrypto.subtle.exportKey('jwk', pair.publicKey));
  const pkcs8 = new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', pair.privateKey));
  const sealedKey = await keyBox.seal({ label: keyLabel(slug), plaintext: pkcs8 });
  return { publicJwk, sealedKey, certificateChain: [] };
}

/**
 * Takes a key that a certificate authority knows, with its certificates (leaf first, without the anchor).
 *
 * @throws {ProtocolKeyError} not a P-256 key, or a leaf of another key or host
 */
export async function importProtocolKey(options: {
  slug: string;
  keyBox: KeyBox;
  /** PKCS#8, base64. */
  signingKey: string;
  /** Base64 DER. */
  certificateChain: readonly string[];
  /** Host that the leaf must name, for `x509_san_dns`. */
  host: string;
}): Promise<SealedProtocolKey> {
  const { slug, keyBox, signingKey, certificateChain, host } = options;
  const pkcs8 = Uint8Array.from(Buffer.from(signingKey, 'base64'));
  const publicJwk = await readPublicJwk(pkcs8);
  await assertCertifies({ leaf: certificateChain[0] ?? '', publicJwk, host });
  const sealedKey = await keyBox.seal({ label: keyLabel(slug), plaintext: pkcs8 });
  return { publicJwk, sealedKey, certificateChain };
}

async function readPublicJwk(pkcs8: Uint8Array<ArrayBuffer>): Promise<P256PublicJwk> {
  try {
    const key = await webcrypto.subtle.importKey('pkcs8', pkcs8, P256, true, ['sign']);
    const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', key);
    return toP256PublicJwk({ kty, crv, x, y });
  } catch (cause) {
    throw new ProtocolKeyError('ERR_PROTOCOL_KEY_MALFORMED', 'Expected a P-256 key as base64 PKCS#8.', { cause });
  }
}

async function assertCertifies(options: { leaf: string; publicJwk: P256PublicJwk; host: string }): Promise<void> {
  const { leaf, publicJwk, host } = options;
  try {
    const certificate = new X509Certificate(Buffer.from(leaf, 'base64'));
    const certified = toP256PublicJwk(certificate.publicKey.export({ format: 'jwk' }));
    const isOwn = (await jwkThumbprint(certified)) === (await jwkThumbprint(publicJwk));
    if (isOwn && certificate.checkHost(host, { subject: 'never' }) !== undefined) return;
  } catch (cause) {
    throw new ProtocolKeyError('ERR_PROTOCOL_CERTIFICATE', 'The first certificate cannot be read.', { cause });
  }
  throw new ProtocolKeyError('ERR_PROTOCOL_CERTIFICATE', 'The first certificate is of another key or host.');
}

/** Opens signing keys when first needed and keeps them, not extractable, for the life of the process. */
export function createProtocolSigner(options: {
  protocols: Pick<VerifierProtocolRepository, 'findSealedKey'>;
  keyBox: KeyBox;
}): ProtocolSigner {
  const { protocols, keyBox } = options;
  const signers = new Map<string, Promise<JwsSigner>>();
  const load = async (protocolId: string): Promise<JwsSigner> => {
    const row = await protocols.findSealedKey(protocolId);
    if (row === undefined) throw new ProtocolError('ERR_PROTOCOL_NOT_FOUND', 'There is no such protocol.');
    const pkcs8 = await keyBox.open({ label: keyLabel(row.slug), sealed: row.sealedKey });
    return createP256Signer(await webcrypto.subtle.importKey('pkcs8', Uint8Array.from(pkcs8), P256, false, ['sign']));
  };
  return (protocolId) => {
    const known = signers.get(protocolId);
    if (known !== undefined) return known;
    const loading = load(protocolId);
    signers.set(protocolId, loading);
    // A failed load must not stay: the next request tries again.
    loading.catch(() => signers.delete(protocolId));
    return loading;
  };
}
