import type { ReadClient } from '@postern/contracts';
import type { StepResult } from '../run-step.ts';

/** Moves the clock of the local chain past a moment (anvil's `evm_increaseTime`). */
export const passHorizon = async (options: { client: ReadClient; until: number }): Promise<StepResult<undefined>> => {
  const { client, until } = options;
  const { timestamp } = await client.getBlock({ blockTag: 'latest' });
  const seconds = until - Number(timestamp) + 60;
  const request = client.request as (call: { method: string; params: unknown[] }) => Promise<unknown>;
  await request({ method: 'evm_increaseTime', params: [seconds] });
  await request({ method: 'evm_mine', params: [] });
  return { value: undefined, note: `the local chain is ${(seconds / 3600).toFixed(1)} h ahead now` };
};
