import { webcrypto } from 'node:crypto';
import { createP256Signer, type JwsSigner, toP256PublicJwk } from '@postern/credential';
import type { SealedProtocolKey, VerifierProtocolRepository } from '@postern/db/verifier';
import { type ProtocolSigner, ProtocolError } from '@postern/verifier';

import type { KeyBox } from './key-box.ts';

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
