import { type Admission, admit, createIssuer, createPolicy, readRegistryRoot, registerLeaf } from '@postern/contracts';
import { deployPostern } from '@postern/contracts/deploy';
import {
  computeAccountBinding,
  computeChainScope,
  dateNumberFromUnixSeconds,
  deriveEddsaPublicKey,
  hashLeafRegistration,
  hashSchemaName,
  signEddsa,
} from '@postern/primitives';
import { startAnvil } from '@postern/testkit';
import { type Address, type Hex, keccak256, toHex, zeroHash } from 'viem';

import { policyRegistryAbi } from '../../ts/generated/policy-registry.ts';
import { sendCall } from '../../ts/write/send-call.ts';

const DAY = 86_400;
/** PUSH1 1, PUSH1 0, MSTORE, PUSH1 32, PUSH1 0, RETURN: a verifier that accepts everything. */
const ACCEPT_ALL: Hex = '0x600160005260206000f3';
const VERIFIER: Address = '0x00000000000000000000000000000000000acce9';
const OPEN_CIRCUIT = 2;
const ZERO_PROOF = {
  a: [0n, 0n],
  b: [
    [0n, 0n],
    [0n, 0n],
  ],
  c: [0n, 0n],
} as const;

export type OpenChain = Awaited<ReturnType<typeof startOpenChain>>;

/** A chain whose second circuit version accepts everything: passes in numbers, without proving. */
export async function startOpenChain(options: { chainId?: number } = {}) {
  const chain = await startAnvil(options);
  const client = chain.publicClient;
  const walletOf = (index: number) => ({ walletClient: chain.createWallet(index), publicClient: client });
  const addressOf = (index: number): Address => chain.createWallet(index).account.address;
  const deployment = await deployPostern({ ...walletOf(0), development: true });
  const { trustRegistry, policyRegistry, passRegistry } = deployment;
  await chain.testClient.setCode({ address: VERIFIER, bytecode: ACCEPT_ALL });
  await sendCall({
    ...walletOf(0),
    address: policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'addCircuitVersion',
    args: [OPEN_CIRCUIT, VERIFIER, keccak256(ACCEPT_ALL)],
  });
  const { issuerId } = await createIssuer({ ...walletOf(0), trustRegistry, operator: addressOf(1), name: 'Aurora' });

  /** Each list has a key of its own. */
  async function addLeaf(listId: number) {
    const schemaId = hashSchemaName('kyc-person/1');
    const privateKey = new Uint8Array(32).fill(listId % 250, 1);
    const message = hashLeafRegistration({
      chainId: chain.chain.id,
      trustRegistry: BigInt(trustRegistry),
      issuerId,
      listId,
      schemaId,
    });
    const registered = await registerLeaf({
      ...walletOf(0),
      trustRegistry,
      leaf: {
        ...{ issuerId, listId, schemaId, statusRoot: BigInt(listId), contentHash: zeroHash },
        key: deriveEddsaPublicKey(privateKey),
        possession: signEddsa({ privateKey, message }),
        uri: `http://localhost:4101/t/demo-bank/status/${listId}`,
      },
    });
    return { ...registered, issuerId, listId };
  }

  async function addPolicy(policyHash: bigint) {
    const times = { maxPassLife: 30 * DAY, maxProofAge: DAY, grace: DAY, firstGrace: DAY, moveCooldown: 0 };
    const parameters = { policyHash, circuitVersion: OPEN_CIRCUIT, ...times, salt: toHex(policyHash, { size: 32 }) };
    const created = await createPolicy({
      ...walletOf(0),
      policyRegistry,
      parameters,
      policyJson: `{"n":${policyHash}}`,
    });
    return { ...created, policyHash, parameters };
  }

  type OpenPolicy = Awaited<ReturnType<typeof addPolicy>>;

  /** What a wallet would hand over, with a proof of zeros. */
  async function prepare(policy: OpenPolicy, walletIndex: number, nullifier: bigint): Promise<Admission> {
    const now = Number((await client.getBlock()).timestamp);
    const account = addressOf(walletIndex);
    const scope = computeChainScope({ chainId: chain.chain.id, registry: passRegistry, scopeId: policy.scopeId });
    const signals = [
      nullifier,
      await readRegistryRoot({ client, trustRegistry }),
      policy.policyHash,
      scope,
      computeAccountBinding(account),
      BigInt(now),
      BigInt(dateNumberFromUnixSeconds(now)),
      BigInt((Math.floor(now / DAY) + 10) * DAY),
    ] as const;
    return { policyId: policy.policyId, account, proof: ZERO_PROOF, signals };
  }

  async function admitOpenly(policy: OpenPolicy, walletIndex: number, nullifier: bigint) {
    const admission = await prepare(policy, walletIndex, nullifier);
    return admit({ ...walletOf(walletIndex), passRegistry, admission });
  }

  /** Replaces the newest blocks by empty ones: their transactions are gone. */
  async function reorg(depth: number): Promise<void> {
    await chain.testClient.request({ method: 'anvil_reorg', params: [depth, []] } as never);
  }

  return { chain, client, deployment, issuerId, walletOf, addressOf, addLeaf, addPolicy, prepare, admitOpenly, reorg };
}
