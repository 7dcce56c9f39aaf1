import { parseDidDocument, verifyDidConfiguration } from '@postern/credential';
import { zVerifierMetadata } from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import { createFakeWorld, PROTOCOL } from '../testing/create-fake-world.ts';
import { createSigningKey, PUBLIC_URL } from '../testing/open-session.ts';
import { createOriginLinks, createProtocolLinks } from './create-origin-links.ts';
import { describeVerifier } from './describe-verifier.ts';
import { createDidDocument, protocolIdentity } from './protocol-identity.ts';

async function createTwo() {
  const world = createFakeWorld();
  const keys = new Map([
    ['protocol-1', await createSigningKey()],
    ['protocol-2', await createSigningKey()],
  ]);
  const keyOf = (protocolId: string) => keys.get(protocolId) ?? expect.fail('no key');
  const protocols = ['protocol-1', 'protocol-2'].map((protocolId) => ({
    ...PROTOCOL,
    protocolId,
    slug: protocolId,
    publicJwk: keyOf(protocolId).publicJwk,
  }));
  const resolveDid = async (did: string) => {
    const protocol = protocols.find(({ slug }) => did.endsWith(slug)) ?? expect.fail('no protocol');
    const { slug, publicJwk } = protocol;
    return parseDidDocument({
      did,
      text: JSON.stringify(createDidDocument({ publicUrl: PUBLIC_URL, slug, publicJwk })),
    });
  };
  const ports = { ...world.ports, signer: (id: string) => Promise.resolve(keyOf(id).signer) };
  const check = (document: unknown, slug: string, origin: string) =>
    verifyDidConfiguration({
      text: JSON.stringify(document),
      did: protocolIdentity({ publicUrl: PUBLIC_URL, slug }).did,
      origin,
      resolveDid,
      clock: world.ports.clock,
    });
  return { world, protocols, ports, check };
}

describe('DID configuration', () => {
  it('links the verifier’s origin to the DID of every protocol, and to no other', async () => {
    const { protocols, ports, check } = await createTwo();
    const document = await createOriginLinks({ protocols, publicUrl: PUBLIC_URL, ports });
    for (const { slug } of protocols) await expect(check(document, slug, PUBLIC_URL)).resolves.toBeUndefined();
    await expect(check(document, 'protocol-1', 'http://localhost:4106')).rejects.toMatchObject({
      code: 'ERR_DID_CONFIGURATION_NOT_LINKED',
    });
    const alone = await createOriginLinks({ protocols: protocols.slice(0, 1), publicUrl: PUBLIC_URL, ports });
    await expect(check(alone, 'protocol-2', PUBLIC_URL)).rejects.toMatchObject({
      code: 'ERR_DID_CONFIGURATION_NOT_LINKED',
    });
  });

  it('links a protocol’s own origin, when it is registered, until the link’s end', async () => {
    const { world, protocols, ports, check } = await createTwo();
    const [protocol = PROTOCOL] = protocols;
    const common = { protocol, publicUrl: PUBLIC_URL, ports };
    const origin = 'http://localhost:4106';
    const document = await createProtocolLinks({ ...common, origin });
    await expect(check(document, protocol.slug, origin)).resolves.toBeUndefined();
    await expect(createProtocolLinks({ ...common, origin: 'https://evil.example' })).rejects.toMatchObject({
      code: 'ERR_SESSION_ORIGIN',
    });
    world.state.now += 30 * 86_400;
    await expect(check(document, protocol.slug, origin)).rejects.toThrow();
  });
});

describe('metadata', () => {
  it('names the identifiers that a protocol has, and what can be read', async () => {
    const did = 'decentralized_identifier:did:web:localhost%3A4104:p:demo-vault';
    const plain = await describeVerifier({ protocol: PROTOCOL, publicUrl: PUBLIC_URL });
    expect(zVerifierMetadata.parse(plain)).toMatchObject({
      client_ids: [did],
      vp_formats_supported: { 'dc+sd-jwt': { 'kb-jwt_alg_values': ['ES256', 'EdDSA', 'ES256K'] }, postern_zk: {} },
    });
    const certified = { ...PROTOCOL, certificateChain: ['AAAA'] };
    const { client_ids: ids } = await describeVerifier({ protocol: certified, publicUrl: PUBLIC_URL });
    expect(ids).toHaveLength(3);
    expect(ids).toEqual([did, 'x509_san_dns:localhost', expect.stringMatching(/^x509_hash:[\w-]{43}$/)]);
  });
});
