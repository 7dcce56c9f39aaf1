import { type P256PublicJwk, toP256PublicJwk } from '@postern/credential';
import type { DidRows } from '@postern/db/issuer';
import type { CredentialSigner, TenantKeyMaker, Vault } from '@postern/issuer';
import { base64UrlToBytes, bytesToBase64Url } from '@postern/primitives';
import { createAgent } from '@veramo/core';
import type { ICredentialIssuer, IDIDManager, IIdentifier, IKey, IKeyManager, IResolver } from '@veramo/core-types';
import { CredentialProviderJWT } from '@veramo/credential-jwt';
import { CredentialPlugin } from '@veramo/credential-w3c';
import { DIDManager } from '@veramo/did-manager';
import { WebDIDProvider } from '@veramo/did-provider-web';
import { DIDResolverPlugin } from '@veramo/did-resolver';
import { KeyManager } from '@veramo/key-manager';
import { KeyManagementSystem } from '@veramo/kms-local';
import { privateKeyToAddress } from 'viem/accounts';
import { webcrypto } from 'node:crypto';

import { PrismaDidStore, PrismaKeyStore, SealedPrivateKeyStore } from './veramo-stores.ts';

export type DidAgent = { signer: CredentialSigner; keys: TenantKeyMaker };

/**
 * The Veramo agent that holds the banks' DIDs and P-256 keys. VC-JWTs are made by its credential plugin (did-jwt-vc);
 * other signatures come from the same key through its key manager.
 */
export function createDidAgent(options: { rows: DidRows; vault: Vault }): DidAgent {
  const { rows, vault } = options;
  const agent = createAgent<IDIDManager & IKeyManager & IResolver & ICredentialIssuer>({
    plugins: [
      new KeyManager({
        store: new PrismaKeyStore({ rows }),
        kms: { local: new KeyManagementSystem(new SealedPrivateKeyStore({ rows, vault })) },
      }),
      new DIDManager({
        store: new PrismaDidStore({ rows }),
        defaultProvider: 'did:web',
        providers: { 'did:web': new WebDIDProvider({ defaultKms: 'local' }) },
      }),
      new DIDResolverPlugin({
        web: async () => {
          throw new Error('not_supported: the issuer resolves no foreign DID');
        },
      }),
      new CredentialPlugin([new CredentialProviderJWT()]),
    ],
  });
  // Public halves only; they never change once made.
  const keys = new Map<string, IKey>();
  const keyOf = async (did: string): Promise<IKey> => {
    const known = keys.get(did);
    if (known !== undefined) return known;
    const identifier = await agent.didManagerGet({ did });
    const key = identifier.keys.find((candidate) => candidate.kid === identifier.controllerKeyId);
    if (key === undefined) throw new Error('not_found: key of the identifier');
    keys.set(did, key);
    return key;
  };

  return {
    signer: {
      signVcJwt: async ({ tenant, payload }) => {
        const credential = await agent.createVerifiableCredential({
          credential: payload,
          proofFormat: 'jwt',
          keyRef: (await keyOf(tenant.did)).kid,
          removeOriginalFields: true,
          header: { typ: 'JWT', kid: `${tenant.did}#key-1` },
        });
        return (credential.proof as { jwt: string }).jwt;
      },
      jwsSigner: (tenant) => async (signingInput) => {
        const { kid } = await keyOf(tenant.did);
        const data = new TextDecoder().decode(signingInput);
        return base64UrlToBytes(
          await agent.keyManagerSign({ keyRef: kid, algorithm: 'ES256', data, encoding: 'utf-8' }),
        );
      },
    },
    keys: {
      ensureDid: async (alias) => {
        const identifier: IIdentifier = await agent.didManagerGetOrCreate({
          provider: 'did:web',
          alias,
          options: { keyType: 'Secp256r1' },
        });
        return { did: identifier.did, publicJwk: await toPublicJwk(await keyOf(identifier.did)) };
      },
      operatorAddress: (privateKey) => privateKeyToAddress(privateKey as `0x${string}`),
    },
  };
}

/** JWK of a P-256 public key in either hexadecimal point form. */
async function toPublicJwk(key: IKey): Promise<P256PublicJwk> {
  const point = Uint8Array.from(Buffer.from(key.publicKeyHex, 'hex'));
  if (point[0] === 4) {
    return {
      kty: 'EC',
      crv: 'P-256',
      x: bytesToBase64Url(point.slice(1, 33)),
      y: bytesToBase64Url(point.slice(33, 65)),
    };
  }
  const imported = await webcrypto.subtle.importKey('raw', point, { name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'verify',
  ]);
  return toP256PublicJwk(await webcrypto.subtle.exportKey('jwk', imported));
}
