// `npm run bench access`: how many decisions a second the mirror takes, and how fast it reads events. The events are
// made up and served from memory: neither a node nor a network is measured.
import process from 'node:process';

import { passRegistryAbi, policyRegistryAbi } from '@postern/contracts';
import { createChainMirror } from '@postern/sdk/mirror';
import { type Address, encodeAbiParameters, encodeEventTopics, type Hex, type Log, numberToHex, zeroHash } from 'viem';

const TARGET = 1_000_000;
const PASSES = 100_000;
const DECISIONS = 2_000_000;
/** The best counts: neighbours on the machine take cache and memory, which CPU time does not leave out. */
const ROUNDS = 3;
const LATEST = 20_000;
const NOW = 1_800_000_000;
const POLICY: Hex = `0x${'11'.repeat(32)}`;
const deployment = {
  chainId: 31_337,
  deployedAtBlock: 1,
  trustRegistry: addressOf(1),
  policyRegistry: addressOf(2),
  passRegistry: addressOf(3),
};

const logs = [createPolicyLog(), ...Array.from({ length: PASSES }, (_, index) => createPassLog(index))];
const byBlock = new Map<number, Log[]>();
for (const log of logs) byBlock.set(Number(log.blockNumber), [...(byBlock.get(Number(log.blockNumber)) ?? []), log]);
const client = createClient();
const mirror = createChainMirror({ client: client as never, deployment, clock: { now: () => NOW } });

const readSeconds = await measure(() => mirror.sync());
const passes = mirror.readPasses({ policyId: POLICY }).length;
if (passes !== PASSES) throw new Error(`The mirror has ${passes} passes.`);

// Half of the questions are about accounts that have none.
const accounts = Array.from({ length: 2 * PASSES }, (_, index) => addressOf(1_000 + index));
let admitted = 0;
let decideSeconds = Number.POSITIVE_INFINITY;
for (let round = 0; round < ROUNDS; round += 1) {
  admitted = 0;
  const seconds = await measure(async () => {
    for (let index = 0; index < DECISIONS; index += 1) {
      const account = accounts[(index * 7919) % accounts.length] ?? addressOf(0);
      if (mirror.isAdmitted({ policyId: POLICY, account })) admitted += 1;
    }
  });
  decideSeconds = Math.min(decideSeconds, seconds);
}
const rate = DECISIONS / decideSeconds;

print('events read a CPU second', logs.length / readSeconds);
print('decisions a CPU second', rate, TARGET);
print('  of them admitted, per cent', (100 * admitted) / DECISIONS);
if (rate < TARGET || admitted === 0 || admitted === DECISIONS) process.exitCode = 1;

/** Seconds of this process's CPU: other processes of the machine do not count. */
async function measure(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

function print(what: string, value: number, target?: number): void {
  const verdict = target === undefined ? '' : value >= target ? `  target ${target}` : `  UNDER the target ${target}`;
  process.stdout.write(`${what.padEnd(32)} ${Math.round(value).toString().padStart(10)}${verdict}\n`);
}

function addressOf(number: number): Address {
  return numberToHex(number, { size: 20 });
}

function blockOf(number: number) {
  const hash = numberToHex(number + 1, { size: 32 });
  const parentHash = numberToHex(number, { size: 32 });
  return { number: BigInt(number), hash, parentHash, timestamp: BigInt(NOW - LATEST + number) };
}

function createPassLog(index: number): Log {
  const args = { policyId: POLICY, account: addressOf(1_000 + index) };
  const values = [BigInt(index + 1), NOW + 86_400, NOW - 1] as const;
  return toLog({
    address: deployment.passRegistry,
    topics: encodeEventTopics({ abi: passRegistryAbi, eventName: 'PassAdmitted', args }) as Log['topics'],
    data: encodeAbiParameters([{ type: 'uint176' }, { type: 'uint40' }, { type: 'uint40' }], values),
    number: 2 + Math.floor(index / 8),
  });
}

function createPolicyLog(): Log {
  const args = { policyId: POLICY, owner: addressOf(9) };
  return toLog({
    address: deployment.policyRegistry,
    topics: encodeEventTopics({ abi: policyRegistryAbi, eventName: 'PolicyCreated', args }) as Log['topics'],
    data: encodeAbiParameters([{ type: 'uint256' }, { type: 'bytes32' }, { type: 'string' }], [1n, zeroHash, '{}']),
    number: 1,
  });
}

function toLog(options: { address: Address; topics: Log['topics']; data: Hex; number: number }): Log {
  const { number, hash } = blockOf(options.number);
  const { address, topics, data } = options;
  return { address, topics, data, blockNumber: number, blockHash: hash } as Log;
}

function createClient() {
  const terms = { circuitVersion: 1, maxPassLife: 1, maxProofAge: 1, grace: 1, firstGrace: 1, moveCooldown: 1 };
  return {
    getChainId: async () => deployment.chainId,
    getCode: async () => '0x00',
    readContract: async () => terms,
    getBlock: async ({ blockNumber }: { blockNumber?: bigint }) => blockOf(Number(blockNumber ?? LATEST)),
    getLogs: async ({ fromBlock = 1n, toBlock = 0n }: { fromBlock?: bigint; toBlock?: bigint }) =>
      Array.from({ length: Number(toBlock - fromBlock) + 1 }, (_, offset) => Number(fromBlock) + offset).flatMap(
        (number) => byBlock.get(number) ?? [],
      ),
  };
}
