import { type P256PublicJwk, toP256PublicJwk } from '@postern/credential';
import type { DidRows } from '@postern/db/issuer';
import type { CredentialSigner, Tenant, TenantKeyMaker, Vault } from '@postern/issuer';
import { base64UrlToBytes, bytesToBase64Url, type Clock } from '@postern/primitives';
import { createAgent } from '@veramo/core';
import type { IDIDManager, IIdentifier, IKey, IKeyManager, IResolver } from '@veramo/core-types';
import { DIDManager } from '@veramo/did-manager';
import { WebDIDProvider } from '@veramo/did-provider-web';
import { DIDResolverPlugin } from '@veramo/did-resolver';
import { KeyManager } from '@veramo/key-manager';
import { createVerifiableCredentialJwt } from 'did-jwt-vc';
import type { DIDResolutionResult } from 'did-resolver';
import { privateKeyToAddress } from 'viem/accounts';
import { webcrypto } from 'node:crypto';

import { createAgentResolvers } from './create-agent-resolvers.ts';
import type { Pkcs11KeyManagementSystem } from './pkcs11/pkcs11-key-management-system.ts';
import { SealedKeyManagementSystem } from './sealed-key-management-system.ts';
import { PrismaDidStore, PrismaKeyStore, SealedPrivateKeyStore } from './veramo-stores.ts';

export type DidAgent = {
  signer: CredentialSigner;
  keys: TenantKeyMaker;
  resolve(did: string): Promise<DIDResolutionResult>;
};

/**
 * The Veramo agent that holds the banks' DIDs and P-256 keys, in the sealed store or on a token. Every signature comes
 * through its key manager; VC-JWTs of VCDM 1.1 are made by did-jwt-vc.
 */
export function createDidAgent(options: {
  rows: DidRows;
  vault: Vault;
  clock: Clock;
  chain: Parameters<typeof createAgentResolvers>[0];
  /** Makes new keys on a hardware token; keys that were made here before go on as they are. */
  hardware?: Pkcs11KeyManagementSystem | undefined;
  /** Name in the key store of a bank's key. */
  findKid: (tenant: Tenant) => Promise<string>;
}): DidAgent {
  const { rows, vault, clock, hardware, findKid } = options;
  const defaultKms = hardware === undefined ? 'local' : 'pkcs11';
  const agent = createAgent<IDIDManager & IKeyManager & IResolver>({
    plugins: [
      new KeyManager({
        store: new PrismaKeyStore({ rows }),
        kms: {
          local: new SealedKeyManagementSystem(new SealedPrivateKeyStore({ rows, vault, clock })),
          ...(hardware === undefined ? {} : { pkcs11: hardware }),
        },
      }),
      new DIDManager({
        store: new PrismaDidStore({ rows }),
        defaultProvider: 'did:web',
        providers: { 'did:web': new WebDIDProvider({ defaultKms }) },
      }),
      new DIDResolverPlugin(createAgentResolvers(options.chain)),
    ],
  });
  // Which key a name stands for never changes once made.
  const kids = new Map<string, string>();
  const kidOf = async (tenant: Tenant): Promise<string> => {
    const url = `${tenant.did}#${tenant.keyName}`;
    const known = kids.get(url);
    if (known !== undefined) return known;
    const kid = await findKid(tenant);
    kids.set(url, kid);
    return kid;
  };

  /** @returns the signature, base64url */
  const signBy = (keyRef: string, data: string): Promise<string> =>
    agent.keyManagerSign({ keyRef, algorithm: 'ES256', data, encoding: 'utf-8' });
  const sign = async (tenant: Tenant, data: string): Promise<string> => signBy(await kidOf(tenant), data);
  const toText = (data: string | Uint8Array) => (typeof data === 'string' ? data : new TextDecoder().decode(data));

  return {
    resolve: (didUrl) => agent.resolveDid({ didUrl }),
    signer: {
      signVcJwt: ({ tenant, payload }) =>
        createVerifiableCredentialJwt(
          payload,
          { did: tenant.did, alg: 'ES256', signer: (data) => sign(tenant, toText(data)) },
          { removeOriginalFields: true, header: { typ: 'JWT', kid: `${tenant.did}#${tenant.keyName}` } },
        ),
      jwsSigner: (tenant) => async (signingInput) => base64UrlToBytes(await sign(tenant, toText(signingInput))),
      keySigner: (kid) => async (signingInput) => base64UrlToBytes(await signBy(kid, toText(signingInput))),
    },
    keys: {
      ensureDid: async (alias) => {
        const identifier: IIdentifier = await agent.didManagerGetOrCreate({
          provider: 'did:web',
          alias,
          options: { keyType: 'Secp256r1' },
        });
        const first = identifier.keys.find((key) => key.kid === identifier.controllerKeyId);
        if (first === undefined) throw new Error('not_found: key of the identifier');
        return { did: identifier.did, kid: first.kid, publicJwk: await toPublicJwk(first) };
      },
      addKey: async (did) => {
        const key = await agent.keyManagerCreate({ kms: defaultKms, type: 'Secp256r1' });
        await agent.didManagerAddKey({ did, key });
        return { did, kid: key.kid, publicJwk: await toPublicJwk(key) };
      },
      operatorAddress: (privateKey) => privateKeyToAddress(privateKey as `0x${string}`),
    },
  };
}

/** JWK of a P-256 public key in either hexadecimal point form. */
async function toPublicJwk(key: Pick<IKey, 'publicKeyHex'>): Promise<P256PublicJwk> {
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
