import { KYC_PERSON_SCHEMA } from '@postern/credential';
import { createRegistryTree, createStatusTree, hashIssuerCommitment, hashRegistryLeaf } from '@postern/primitives';
import { canonicalPolicyJson, compilePolicy, hashPolicy, type PolicyInput } from '@postern/proof';

import type { ChainPolicy, HolderChain, RegistryLeaf } from '../ports.ts';
import { NOW, type TestBank } from './start-test-bank.ts';

export const POLICY_ID = `0x${'11'.repeat(32)}`;
export const PASS_REGISTRY = '0x00000000000000000000000000000000000000aa';
export const ACCOUNT = '0x00000000000000000000000000000000000000bb';
const OWNER = '0x00000000000000000000000000000000000000cc';

export const POLICY: PolicyInput = {
  age: { atLeast: 18 },
  residence: { notIn: ['KP', 'IR'] },
  assurance: { atLeast: 'substantial' },
  issuers: [1],
};

export type TestChain = HolderChain & {
  policy: ChainPolicy;
  leafOverride: Partial<RegistryLeaf>;
  /** Of `ACCOUNT`. */
  pass: { expiresAt: number; admittedAt: number } | undefined;
  anchored: Uint8Array;
};

/** The registries as a wallet reads them, in memory: real hashes, real trees, one bank and one policy. */
export function createTestChain(bank: TestBank, input: PolicyInput = POLICY): TestChain {
  const readLeaf = (): RegistryLeaf => {
    const identity = { issuerId: 1, listId: 1, schemaId: KYC_PERSON_SCHEMA.schemaId, key: bank.sealPublicKey };
    return {
      leafIndex: 0,
      ...identity,
      issuerCommitment: hashIssuerCommitment(identity),
      statusRoot: createStatusTree(chain.anchored).root,
      epoch: 1,
      active: true,
      uri: `${bank.issuer}/status/bits/1`,
      ...chain.leafOverride,
    };
  };
  const chain: TestChain = {
    chainId: 31337,
    passRegistry: PASS_REGISTRY,
    anchored: bank.bits.slice(),
    leafOverride: {},
    pass: undefined,
    policy: {
      policyId: POLICY_ID,
      owner: OWNER,
      policyHash: hashPolicy(compilePolicy({ policy: input })),
      circuitVersion: 1,
      maxPassLife: 30 * 86_400,
      maxProofAge: 600,
      notBefore: 0,
      scopeId: `0x${'22'.repeat(32)}`,
      policyJson: canonicalPolicyJson(input),
      closed: false,
      stopped: false,
    },
    readRegistryLeaves: async () => [readLeaf()],
    readRegistrySnapshot: async () => ({
      leaves: [readLeaf()],
      root: createRegistryTree([readLeaf().active ? hashRegistryLeaf(readLeaf()) : 0n]).root,
      blockTime: NOW,
    }),
    readIssuerNames: async () => ({ 1: 'Test Bank' }),
    readPolicy: async () => chain.policy,
    readPass: async ({ account }) => (account === ACCOUNT ? chain.pass : undefined),
  };
  return chain;
}
