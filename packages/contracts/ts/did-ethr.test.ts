import { startAnvil, type TestChain } from '@postern/testkit';
import { type DIDDocument, Resolver } from 'did-resolver';
import { getResolver } from 'ethr-did-resolver';
import { type Address, type ContractFunctionArgs, stringToHex, toHex } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { deployPostern } from './deploy/deploy-postern.ts';
import { ethereumDidRegistryAbi } from './generated/ethereum-did-registry.ts';
import type { Deployment } from './index.ts';
import { sendCall } from './write/send-call.ts';

const YEAR = 31_536_000n;
const VERI_KEY = stringToHex('veriKey', { size: 32 });
const ED25519 = stringToHex('did/pub/Ed25519/veriKey/base64', { size: 32 });

let chain: TestChain;
let deployment: Deployment;
let resolver: Resolver;
beforeAll(async () => {
  // The resolver compares with the time of the machine: the chain lives an hour earlier, so that what ended has ended.
  chain = await startAnvil({ timestamp: Math.floor(Date.now() / 1000) - 3600 });
  const clients = { walletClient: chain.createWallet(0), publicClient: chain.publicClient };
  deployment = await deployPostern({ ...clients, development: true });
  const network = { name: 'postern', chainId: chain.chain.id, rpcUrl: chain.url, registry: deployment.erc1056 };
  resolver = new Resolver(getResolver({ networks: [network] }));
});
afterAll(() => chain.stop());

const addressOf = (index: number): Address => chain.createWallet(index).account.address;
const didOf = (index: number): string => `did:ethr:${toHex(chain.chain.id)}:${addressOf(index)}`;

async function resolve(did: string): Promise<DIDDocument> {
  const { didDocument, didResolutionMetadata } = await resolver.resolve(did);
  expect(didResolutionMetadata.error).toBeUndefined();
  if (didDocument === null) throw new Error('unreachable');
  return didDocument;
}

/** Accounts and keys of the document, in its order. */
async function listKeys(did: string): Promise<string[]> {
  const { verificationMethod = [] } = await resolve(did);
  return verificationMethod.map(({ blockchainAccountId, publicKeyBase64 }) =>
    String(publicKeyBase64 ?? blockchainAccountId?.split(':').at(-1)),
  );
}

type Changing = 'addDelegate' | 'revokeDelegate' | 'setAttribute' | 'revokeAttribute' | 'changeOwner';
type Change = {
  [Name in Changing]: {
    functionName: Name;
    args: ContractFunctionArgs<typeof ethereumDidRegistryAbi, 'nonpayable', Name>;
  };
}[Changing];

const change = (index: number, call: Change) =>
  sendCall({
    walletClient: chain.createWallet(index),
    publicClient: chain.publicClient,
    address: deployment.erc1056,
    abi: ethereumDidRegistryAbi,
    functionName: call.functionName as 'addDelegate',
    args: call.args as ContractFunctionArgs<typeof ethereumDidRegistryAbi, 'nonpayable', 'addDelegate'>,
  });

describe('did:ethr on our chain', () => {
  it('resolves an account that never touched the registry to its own key', async () => {
    expect(await listKeys(didOf(1))).toEqual([addressOf(1)]);
    const { authentication, assertionMethod, id } = await resolve(didOf(1));
    expect(id).toBe(didOf(1));
    expect(authentication).toEqual([`${didOf(1)}#controller`]);
    expect(assertionMethod).toEqual([`${didOf(1)}#controller`]);
  });

  it('shows a delegate while it is one, and no longer', async () => {
    const identity = addressOf(2);
    await change(2, { functionName: 'addDelegate', args: [identity, VERI_KEY, addressOf(3), YEAR] });
    expect(await listKeys(didOf(2))).toEqual([identity, addressOf(3)]);
    await change(2, { functionName: 'revokeDelegate', args: [identity, VERI_KEY, addressOf(3)] });
    expect(await listKeys(didOf(2))).toEqual([identity]);
  });

  it('shows a key of another kind while it is valid, and no longer', async () => {
    const identity = addressOf(4);
    const key = `0x${'ab'.repeat(32)}` as const;
    await change(4, { functionName: 'setAttribute', args: [identity, ED25519, key, YEAR] });
    expect(await listKeys(didOf(4))).toEqual([identity, Buffer.from('ab'.repeat(32), 'hex').toString('base64')]);
    await change(4, { functionName: 'revokeAttribute', args: [identity, ED25519, key] });
    expect(await listKeys(didOf(4))).toEqual([identity]);
  });

  it('forgets a delegate whose time is over', async () => {
    const identity = addressOf(5);
    await change(5, { functionName: 'addDelegate', args: [identity, VERI_KEY, addressOf(6), 60n] });
    await change(5, { functionName: 'addDelegate', args: [identity, VERI_KEY, addressOf(9), YEAR] });
    expect(await listKeys(didOf(5))).toEqual([identity, addressOf(9)]);
  });

  it('follows a change of owner: the former key is out, and the new owner decides', async () => {
    const identity = addressOf(7);
    await change(7, { functionName: 'changeOwner', args: [identity, addressOf(8)] });
    expect(await listKeys(didOf(7))).toEqual([addressOf(8)]);
    await expect(
      change(7, { functionName: 'addDelegate', args: [identity, VERI_KEY, addressOf(9), YEAR] }),
    ).rejects.toMatchObject({ code: 'ERR_CONTRACT_REVERTED' });
    await change(8, { functionName: 'addDelegate', args: [identity, VERI_KEY, addressOf(9), YEAR] });
    expect(await listKeys(didOf(7))).toEqual([addressOf(8), addressOf(9)]);
  });

  it('resolves nothing for a network that it does not know', async () => {
    const { didResolutionMetadata } = await resolver.resolve(`did:ethr:0x99:${addressOf(1)}`);
    expect(didResolutionMetadata.error).toBeDefined();
  });
});
