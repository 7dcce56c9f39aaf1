import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { passRegistryAbi } from './generated/pass-registry.ts';
import { passTokenAbi } from './generated/pass-token.ts';
import { policyRegistryAbi } from './generated/policy-registry.ts';
import { trustRegistryAbi } from './generated/trust-registry.ts';

/** Functions that anybody may call: proof, consent or nothing at stake decides, in tests of their own. */
const OPEN = {
  passes: ['admit', 'admitBatch', 'endByProof', 'endFor'],
  policies: ['createPolicy'],
  trust: [],
  token: ['show'],
} as const;
const ABIS = { passes: passRegistryAbi, policies: policyRegistryAbi, trust: trustRegistryAbi, token: passTokenAbi };

test('the Solidity tests call every function that writes as somebody who may not', async () => {
  const text = await readFile(new URL('../test/unit/Governance.t.sol', import.meta.url), 'utf8');
  for (const [contract, abi] of Object.entries(ABIS)) {
    const open: readonly string[] = OPEN[contract as keyof typeof OPEN];
    const writing = abi.filter((item) => item.type === 'function' && item.stateMutability === 'nonpayable');
    for (const { name } of writing) {
      if (!open.includes(name)) expect(text, `${contract}.${name}`).toContain(`abi.encodeCall(${contract}.${name},`);
    }
  }
});
