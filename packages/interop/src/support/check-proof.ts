import { readFile } from 'node:fs/promises';

import * as snarkjs from 'snarkjs';
import { type Address, createPublicClient, http, parseAbi } from 'viem';

/** The key that the circuit's build published, and the place of the root among its public signals. */
const KEY = new URL('../../../../circuits/artifacts/kyc-presentation.vkey.json', import.meta.url);
const ROOT_SIGNAL = 1;
const ABI = parseAbi(['function rootInfo(uint256 root) view returns (bool known, uint64 supersededAt)']);

/** The proof stands, but not for what the registry says now. */
export class SupersededError extends Error {}

export type PresentedProof = {
  proof: { a: readonly string[]; b: readonly (readonly string[])[]; c: readonly string[] };
  publicSignals: readonly string[];
};

/** A proof as anybody may check it: Groth16 by `snarkjs`, and the root at the registry, which must be the present one. */
export async function checkProof(
  { proof, publicSignals }: PresentedProof,
  registry: { rpcUrl: string; trustRegistry: Address },
): Promise<void> {
  const key = JSON.parse(await readFile(KEY, 'utf8')) as object;
  const { a, b, c } = proof;
  const written = {
    pi_a: [...a, '1'],
    pi_b: [...b, ['1', '0']],
    pi_c: [...c, '1'],
    protocol: 'groth16',
    curve: 'bn128',
  };
  const stands = await snarkjs.groth16.verify(key as never, [...publicSignals], written as never);
  if (!stands) throw new Error('The proof does not stand.');
  const client = createPublicClient({ transport: http(registry.rpcUrl) });
  const root = BigInt(publicSignals[ROOT_SIGNAL]!);
  const read = { address: registry.trustRegistry, abi: ABI, functionName: 'rootInfo', args: [root] } as const;
  const [known, supersededAt] = await client.readContract(read);
  if (!known || supersededAt !== 0n) throw new SupersededError('The registry has moved on.');
}

/** `snarkjs` keeps threads for its curve; without this the process does not end. */
export async function releaseCurve(): Promise<void> {
  await (globalThis as { curve_bn128?: { terminate(): Promise<void> } | null }).curve_bn128?.terminate();
}
