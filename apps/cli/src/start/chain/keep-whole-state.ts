import { copyFile, readFile, rename } from 'node:fs/promises';

const COPY_MS = 60_000;

const isWhole = async (file: string): Promise<boolean> => {
  try {
    JSON.parse(await readFile(file, 'utf8'));
    return true;
  } catch {
    return false;
  }
};

const copyWhole = async (stateFile: string): Promise<void> => {
  if (!(await isWhole(stateFile))) return;
  // A copy that a full disk cut short never takes the place of a whole one.
  await copyFile(stateFile, `${stateFile}.copy`);
  if (await isWhole(`${stateFile}.copy`)) await rename(`${stateFile}.copy`, `${stateFile}.whole`);
};

/**
 * A chain that is killed, or has no room, while it writes its state leaves half a file, and would begin anew. So the last
 * whole one is put in its place before a start; the services' outboxes send again what is later than that.
 */
export const restoreWholeState = async (stateFile: string): Promise<void> => {
  if (await isWhole(stateFile)) await copyWhole(stateFile).catch(() => undefined);
  else await copyFile(`${stateFile}.whole`, stateFile).catch(() => undefined);
};

/** Copies the state every minute while it is whole. @returns ends it */
export const keepWholeState = (stateFile: string): (() => void) => {
  const timer = setInterval(() => void copyWhole(stateFile).catch(() => undefined), COPY_MS);
  timer.unref();
  return () => clearInterval(timer);
};
