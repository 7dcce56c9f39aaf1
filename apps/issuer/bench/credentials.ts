// `npm run bench credentials`: credentials a second through the HTTP endpoint, with the embedded database and a local
// chain. The service runs in a process of its own; this one is its wallets. Options: --people N --parallel N --batch N
// The other half (packages/credential/bench) gets the same options: each takes its own and lets the other's be.
import { fork } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';

import { createTestWallet, type TestWallet } from '../src/test-support/test-wallet.ts';

const CONFIGURATIONS = ['kyc_person_sdjwt', 'kyc_person_jwt', 'kyc_person_vcdm2', 'postern_seal'];
const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '120' },
    parallel: { type: 'string', default: '8' },
    batch: { type: 'string', default: '10' },
    port: { type: 'string', default: '6470' },
    rounds: { type: 'string' },
    milliseconds: { type: 'string' },
  },
});
const [people, parallel, batch] = [values.people, values.parallel, values.batch].map(Number) as [
  number,
  number,
  number,
];

type Ready = { issuer: string; tokens: string[] };
type Usage = { user: number; system: number };

const host = fork(
  fileURLToPath(new URL('support/serve-bench-issuer.ts', import.meta.url)),
  [values.port, String(people)],
  {
    execArgv: process.execArgv,
  },
);
const receive = <T>(): Promise<T> => new Promise((resolve) => host.once('message', (message) => resolve(message as T)));
const readUsage = async (): Promise<Usage> => {
  const answer = receive<Usage>();
  host.send('usage');
  return answer;
};

const { issuer, tokens } = await receive<Ready>();
const seen = new Set<string>();
let duplicates = 0;

/** Nonce, proofs of fresh keys, credential request: what a wallet does for one configuration. */
async function fetchCopies(token: string, configurationId: string, wallets: readonly TestWallet[]): Promise<number> {
  const started = performance.now();
  const answer = await fetch(`${issuer}/nonce`, { method: 'POST' });
  const { c_nonce: nonce } = (await answer.json()) as { c_nonce: string };
  const jwt = await Promise.all(wallets.map((wallet) => wallet.prove({ aud: issuer, nonce })));
  const response = await fetch(`${issuer}/credential`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ credential_configuration_id: configurationId, proofs: { jwt } }),
  });
  const body = (await response.json()) as { credentials?: { credential: string }[] };
  if (response.status !== 200 || body.credentials?.length !== wallets.length) {
    throw new Error(`${configurationId}: ${response.status} ${JSON.stringify(body)}`);
  }
  for (const { credential } of body.credentials) {
    if (seen.has(credential)) duplicates += 1;
    seen.add(credential);
  }
  return performance.now() - started;
}

async function measure(name: string, jobs: readonly (() => Promise<number>)[], copies: number): Promise<void> {
  const before = await readUsage();
  const ownBefore = process.cpuUsage();
  const queue = [...jobs];
  const times: number[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) times.push(await job());
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const after = await readUsage();
  const own = process.cpuUsage(ownBefore);
  const count = jobs.length * copies;
  const sorted = times.toSorted((a, b) => a - b);
  const quantile = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
  const perCredential = (usage: Usage) => ((usage.user + usage.system) / 1000 / count).toFixed(1);
  const service = { user: after.user - before.user, system: after.system - before.system };
  process.stdout.write(
    `${name.padEnd(34)} ${String(count).padStart(5)} credentials  ${(count / seconds).toFixed(1).padStart(6)}/s  ` +
      `p50 ${quantile(0.5)} ms  p99 ${quantile(0.99)} ms  CPU per credential: service ${perCredential(service)} ms, ` +
      `wallets ${perCredential(own)} ms\n`,
  );
}

process.stdout.write(`${cpus().length} cores, ${people} people, ${parallel} wallets at once\n`);
const wallet = await createTestWallet(4711n);
const others = await Promise.all(Array.from({ length: batch }, () => createTestWallet(4711n)));
for (const token of tokens.slice(0, 4)) {
  for (const id of CONFIGURATIONS) await fetchCopies(token, id, [wallet]);
}
const single = (ids: readonly string[]) =>
  tokens.slice(4).flatMap((token) => ids.map((id) => () => fetchCopies(token, id, [wallet])));
// One after the other for one person, as a wallet does; the four formats of many people mixed.
await measure('all four configurations, one copy', single(CONFIGURATIONS), 1);
for (const id of CONFIGURATIONS) await measure(`${id} again`, single([id]).slice(0, 60), 1);
const batches = tokens.slice(0, 30).map((token) => () => fetchCopies(token, 'kyc_person_sdjwt', others));
await measure(`kyc_person_sdjwt, ${batch} copies a request`, batches, batch);
process.stdout.write(`duplicates: ${duplicates}\n`);
host.send('stop');
await new Promise((resolve) => host.once('exit', resolve));
