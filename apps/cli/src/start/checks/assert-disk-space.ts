import { mkdir, statfs } from 'node:fs/promises';
import { LauncherError } from '../launcher-error.ts';

export type AssertDiskSpaceOptions = {
  dir: string;
  neededBytes: number;
  /** Free bytes of the file system; the system's answer unless given. */
  readFreeBytes?: (dir: string) => Promise<number>;
};

/** Bytes that the file system of a folder has left. */
export const readFreeBytes = async (dir: string): Promise<number> => {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
};

/** @throws LauncherError `ERR_LAUNCHER_DISK`: a database on a full disk ends in worse ways. */
export const assertDiskSpace = async (options: AssertDiskSpaceOptions): Promise<void> => {
  const { dir, neededBytes } = options;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const free = await (options.readFreeBytes ?? readFreeBytes)(dir);
  if (free < neededBytes) {
    const mib = (bytes: number): string => `${Math.floor(bytes / 2 ** 20)} MiB`;
    throw new LauncherError(
      'ERR_LAUNCHER_DISK',
      `Only ${mib(free)} free at ${dir}; Postern needs ${mib(neededBytes)}.`,
    );
  }
};
