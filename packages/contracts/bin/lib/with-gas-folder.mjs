import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/**
 * Runs forge so that its gas snapshots land in a folder of their own, never on the committed ones.
 *
 * @template T
 * @param {(env: Record<string, string>, readGas: () => Promise<Record<string, number>>) => Promise<T>} run
 * @returns {Promise<T>}
 */
export async function withGasFolder(run) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'postern-gas-'));
  const readGas = async () => {
    const text = await readFile(path.join(folder, 'Gas.json'), 'utf8').catch(() => '{}');
    return Object.fromEntries(Object.entries(JSON.parse(text)).map(([what, gas]) => [what, Number(gas)]));
  };
  try {
    return await run({ FOUNDRY_SNAPSHOTS: folder }, readGas);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
