import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const readCommandLine = (pid: number): string => {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  } catch {
    return '';
  }
};

/**
 * Process id of the server that runs on a data folder, or undefined. A left-over pid file whose number now belongs
 * to another program does not count: it would be that program that gets our signal.
 */
export const findPostmasterPid = (dataDir: string): number | undefined => {
  let pid: number;
  try {
    pid = Number(readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
  return Number.isInteger(pid) && pid > 1 && readCommandLine(pid).includes(dataDir) ? pid : undefined;
};

/** Waits until no server runs on the data folder; false when one still does after the time (milliseconds). */
export const waitUntilNoPostmaster = async (dataDir: string, timeoutMs: number): Promise<boolean> => {
  for (let waited = 0; findPostmasterPid(dataDir) !== undefined; waited += 50) {
    if (waited >= timeoutMs) return false;
    await sleep(50);
  }
  return true;
};
