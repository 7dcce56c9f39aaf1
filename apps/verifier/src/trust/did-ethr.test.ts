import {
  createDidResolver,
  createSecp256k1Signer,
  selectDidKey,
  signCompactJws,
  verifyCompactJws,
} from '@postern/credential';
import { deployPostern } from '@postern/contracts/deploy';
import { bytesToBase64Url, bytesToHex, deriveSecp256k1PublicKey } from '@postern/primitives';
import { startAnvil, type TestChain } from '@postern/testkit';
import { type Address, parseAbi, stringToHex } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createDidEthrMethod } from './create-did-ethr-method.ts';
import { createTrustDocuments } from './create-trust-documents.ts';

const ABI = parseAbi(['function setAttribute(address identity, bytes32 name, bytes value, uint validity)']);
const SECRET = new Uint8Array(32).fill(7);
const clock = { now: () => Math.floor(Date.now() / 1000) };
const fetchText = () => Promise.reject(new Error('nothing is fetched'));

let chain: TestChain;
let registry: Address;
const compressed = (() => {
  const { x, y } = deriveSecp256k1PublicKey(SECRET);
  return `0x${(y.at(-1) ?? 0) % 2 === 0 ? '02' : '03'}${bytesToHex(x).slice(2)}` as const;
})();

beforeAll(async () => {
  chain = await startAnvil();
  const clients = { walletClient: chain.createWallet(0), publicClient: chain.publicClient };
  registry = (await deployPostern({ ...clients, development: true })).erc1056;
}, 60_000);
afterAll(() => chain?.stop());

const createResolver = (rpcUrl = chain.url) =>
  createDidResolver({
    fetchText,
    clock,
    allowLoopbackHttp: true,
    methods: { ethr: createDidEthrMethod({ rpcUrl, chainId: chain.chain.id, registry }) },
  });
const didOf = (name: string) => `did:ethr:0x${chain.chain.id.toString(16)}:${name}`;

describe('did:ethr', () => {
  it('that is named by its key verifies what the key signed', async () => {
    const did = didOf(compressed);
    const resolved = await createResolver()(did);
    const kid = `${did}#controllerKey`;
    const publicJwk = selectDidKey({ resolved, kid });
    const { x, y } = deriveSecp256k1PublicKey(SECRET);
    expect(publicJwk).toEqual({ kty: 'EC', crv: 'secp256k1', x: bytesToBase64Url(x), y: bytesToBase64Url(y) });
    const signer = createSecp256k1Signer(SECRET);
    const jws = await signCompactJws({ header: { typ: 'test', alg: 'ES256K', kid }, payload: {}, signer });
    await expect(verifyCompactJws({ jws, publicJwk, typ: 'test' })).resolves.toBeDefined();
  });

  it('that is named by its account has the keys that the registry holds, and before that none', async () => {
    const wallet = chain.createWallet(3);
    const did = didOf(wallet.account.address);
    expect((await createResolver()(did)).keys).toEqual([]);
    const hash = await wallet.writeContract({
      address: registry,
      abi: ABI,
      functionName: 'setAttribute',
      args: [
        wallet.account.address,
        stringToHex('did/pub/Secp256k1/veriKey/hex', { size: 32 }),
        compressed,
        31_536_000n,
      ],
      chain: chain.chain,
    });
    await chain.publicClient.waitForTransactionReceipt({ hash });
    const { keys } = await createResolver()(did);
    expect(keys).toMatchObject([{ id: `${did}#delegate-1`, publicJwk: { crv: 'secp256k1' } }]);
  });

  it('of another chain, or of no form, is not resolved', async () => {
    const address = chain.createWallet(4).account.address;
    for (const did of [`did:ethr:${address}`, `did:ethr:0x1:${address}`, `did:ethr:mainnet:${address}`]) {
      await expect(createResolver()(did)).rejects.toMatchObject({ code: 'ERR_DID_METHOD' });
    }
    await expect(createResolver()(didOf('0x1234'))).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_DID_/) as unknown as string,
    });
  });

  it('decides nothing while the chain is away', async () => {
    const documents = createTrustDocuments({
      fetchText,
      clock,
      allowLoopbackHttp: true,
      didMethods: {
        ethr: createDidEthrMethod({ rpcUrl: 'http://127.0.0.1:1', chainId: chain.chain.id, registry }),
      },
    });
    const asked = documents.resolveDid(didOf(chain.createWallet(5).account.address));
    await expect(asked).rejects.toMatchObject({ code: 'ERR_ISSUER_UNAVAILABLE' });
  });
});
