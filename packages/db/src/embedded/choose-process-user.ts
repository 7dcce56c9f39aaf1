import { spawnSync } from 'node:child_process';

/** How a PostgreSQL program is started so that it does not see itself as root, which it refuses. */
export type ProcessUser = {
  /** Turns a command line into the one to run. */
  wrap: (command: string, args: readonly string[]) => { command: string; args: string[] };
  /** Ids for `spawn`, when the process changes user itself. */
  ids: { uid?: number; gid?: number };
  /** Whether the data folder must belong to those ids. */
  needsOwnership: boolean;
};

const NOBODY = 65_534;
const NAMESPACE = ['-U', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'];

const plain: ProcessUser['wrap'] = (command, args) => ({ command, args: [...args] });

/**
 * Chooses the user for PostgreSQL: as it is for an ordinary user; for root a user namespace that maps root to nobody
 * (works in folders that only root may enter), or user nobody where namespaces are forbidden.
 */
export const chooseProcessUser = (): ProcessUser => {
  if (process.getuid?.() !== 0) return { wrap: plain, ids: {}, needsOwnership: false };
  if (spawnSync('unshare', [...NAMESPACE, 'true']).status === 0) {
    return {
      wrap: (command, args) => ({ command: 'unshare', args: [...NAMESPACE, command, ...args] }),
      ids: {},
      needsOwnership: false,
    };
  }
  return { wrap: plain, ids: { uid: NOBODY, gid: NOBODY }, needsOwnership: true };
};
