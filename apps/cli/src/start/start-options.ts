import { LauncherError } from './launcher-error.ts';
import { REPOSITORY } from './launcher-paths.ts';
import path from 'node:path';

export type StartOptions = {
  /** Where everything is kept; default `.data` in the repository. */
  dataDir: string;
  /** Services listen from the next port on; default 4100. */
  portBase: number;
  chainPort: number;
  /** Run another local chain beside the first one, on the next port, with a vault of its own. */
  secondChain: boolean;
  /** Forget what an earlier start left. */
  reset: boolean;
  /** Run TypeScript sources instead of the build. */
  dev: boolean;
  logLevel: string;
  /** `https://{app}.example.org`, for a proxy with a certificate in front; default: this machine only. */
  publicUrl?: string;
};

/** Text options of the command line, as commander hands them over. */
export type RawStartOptions = {
  data?: string;
  portBase?: string;
  chainPort?: string;
  secondChain?: boolean;
  reset?: boolean;
  dev?: boolean;
  logLevel?: string;
  publicUrl?: string;
};

const parsePort = (text: string | undefined, fallback: number, option: string): number => {
  if (text === undefined) return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1024 || port > 65_000) {
    throw new LauncherError('ERR_LAUNCHER_OPTION', `${option} takes a port between 1024 and 65000.`);
  }
  return port;
};

const parsePublicUrl = (text: string | undefined): { publicUrl?: string } => {
  if (text === undefined || text === '') return {};
  const example = text.replace('{app}', 'wallet');
  if (!text.includes('{app}') || !URL.canParse(example) || new URL(example).origin !== example) {
    throw new LauncherError(
      'ERR_LAUNCHER_OPTION',
      'PUBLIC_URL is an origin with a place for the app: https://{app}.example.org.',
    );
  }
  return { publicUrl: text };
};

/** @throws LauncherError `ERR_LAUNCHER_OPTION`. */
export const parseStartOptions = (raw: RawStartOptions): StartOptions => ({
  dataDir: path.resolve(raw.data ?? path.join(REPOSITORY, '.data')),
  portBase: parsePort(raw.portBase, 4100, '--port-base'),
  chainPort: parsePort(raw.chainPort, 8545, '--chain-port'),
  secondChain: raw.secondChain ?? false,
  reset: raw.reset ?? false,
  dev: raw.dev ?? false,
  logLevel: raw.logLevel ?? 'info',
  ...parsePublicUrl(raw.publicUrl),
});
