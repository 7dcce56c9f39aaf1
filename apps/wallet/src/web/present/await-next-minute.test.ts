import type { CredentialCheck, GrantRecord, RequestedPolicy } from '@postern/holder';
import { describe, expect, it } from 'vitest';

import { awaitNextMinute } from './await-next-minute.ts';

type Ready = Extract<CredentialCheck, { state: 'ready' }>;

const MINUTE = 1_790_000_040;
const ready = (now: number) => ({ state: 'ready', now }) as Ready;
const policyFor = (account: string | undefined) =>
  ({ query: { chainId: 1, registry: '0xaa', account }, record: { owner: '0xcc' } }) as unknown as RequestedPolicy;
const GRANT = {
  ...{ chainId: 1, registry: '0xaa', account: '0xbb', policyOwner: '0xcc', answeredAt: MINUTE },
} as unknown as GrantRecord;

/** A chain that gives these answers, one after the other and the last for ever, and a clock that only sleeping moves. */
function run(options: { looks: readonly CredentialCheck[]; account?: string | undefined; abortAfter?: number }) {
  let now = MINUTE;
  let looked = 0;
  const told: string[] = [];
  const controller = new AbortController();
  const result = awaitNextMinute({
    ready: ready(MINUTE),
    policy: policyFor('account' in options ? options.account : '0xbb'),
    grants: [GRANT],
    look: async () => options.looks[Math.min(looked++, options.looks.length - 1)] ?? ready(MINUTE),
    sleep: async (milliseconds) => {
      now += milliseconds / 1000;
      if (options.abortAfter !== undefined && now >= MINUTE + options.abortAfter) controller.abort();
    },
    clock: { now: () => now },
    signal: controller.signal,
    onWait: () => told.push('waits'),
  });
  return { result, told, elapsed: () => now - MINUTE };
}

describe('awaitNextMinute', () => {
  it('waits until a block of the next minute is there, and says so once', async () => {
    const { result, told, elapsed } = run({ looks: [ready(MINUTE), ready(MINUTE), ready(MINUTE + 60)] });
    await expect(result).resolves.toEqual(ready(MINUTE + 60));
    expect(told).toEqual(['waits']);
    expect(elapsed()).toBe(15);
  });

  it('waits for nothing where the proof is for a session', async () => {
    const { result, told } = run({ looks: [], account: undefined });
    await expect(result).resolves.toEqual(ready(MINUTE));
    expect(told).toEqual([]);
  });

  it('hands on what became of the credential meanwhile', async () => {
    await expect(run({ looks: [{ state: 'revoked' }] }).result).resolves.toEqual({ state: 'revoked' });
  });

  it('gives up when no block comes, and when the person stops', async () => {
    const { result, elapsed } = run({ looks: [ready(MINUTE)] });
    await expect(result).rejects.toMatchObject({ code: 'ERR_PROOF_MINUTE' });
    expect(elapsed()).toBe(120);
    await expect(run({ looks: [ready(MINUTE)], abortAfter: 10 }).result).rejects.toThrow();
  });
});
