import { zProblem } from '@postern/protocol';
import { z } from 'zod';
import { printLine, type Print, runCommand } from '../chain/run-command.ts';
import { resolveLauncherPaths } from '../start/launcher-paths.ts';
import { readSecrets } from '../start/load-secrets.ts';
import { planPorts, planUrls } from '../start/services/service-plan.ts';
import { parseStartOptions } from '../start/start-options.ts';
import { KeysCommandError } from './keys-command-error.ts';

/** Text options of `postern keys rotate`, as commander hands them over. */
export type RawKeysRotateOptions = { tenant: string; data?: string; portBase?: string };

const zRotation = z.object({ retired: z.string(), current: z.string() });
export type KeyRotation = z.output<typeof zRotation>;

/**
 * Asks the issuer of the running stack to give a bank another signing key, with the launcher token of its data folder.
 *
 * @throws KeysCommandError nothing is kept in the folder, nothing runs on the ports, or the issuer refuses
 */
export const rotateKeys = async (
  options: RawKeysRotateOptions & { fetch: typeof globalThis.fetch },
): Promise<KeyRotation> => {
  const { fetch, tenant, ...raw } = options;
  const { dataDir, portBase } = parseStartOptions(raw);
  const secrets = await readSecrets(resolveLauncherPaths(dataDir).secretsFile);
  if (secrets === undefined) {
    throw new KeysCommandError('ERR_KEYS_COMMAND_NO_DATA', 'No start has kept anything in this folder: see --data.', {
      details: { dataDir },
    });
  }
  const { issuer } = planUrls(planPorts(portBase));
  const response = await fetch(`${issuer}/internal/keys/rotation?tenant=${encodeURIComponent(tenant)}`, {
    method: 'POST',
    headers: { 'x-postern-launcher': secrets.launcherToken },
    signal: AbortSignal.timeout(30_000),
  }).catch((cause: unknown) => {
    // A key may have been made where an answer was awaited in vain; where nobody listens none was.
    if (cause instanceof DOMException && cause.name === 'TimeoutError') throw unanswered(issuer, cause);
    throw new KeysCommandError('ERR_KEYS_COMMAND_NOT_RUNNING', 'Nothing runs there: start it with npm start.', {
      cause,
      details: { issuer },
    });
  });
  const json: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    const code = zProblem.safeParse(json).data?.code ?? 'none';
    throw new KeysCommandError('ERR_KEYS_COMMAND_REFUSED', 'The issuer made no key.', {
      details: { tenant, status: response.status, code },
    });
  }
  const rotation = zRotation.safeParse(json);
  if (!rotation.success) throw unanswered(issuer, rotation.error);
  return rotation.data;
};

const unanswered = (issuer: string, cause: unknown): KeysCommandError =>
  new KeysCommandError('ERR_KEYS_COMMAND_UNANSWERED', 'The issuer did not say whether it made a key: see its log.', {
    cause,
    details: { issuer },
  });

/** `postern keys rotate`. @returns exit code: 0 when the bank signs with another key */
export const runKeysRotate = async (
  options: RawKeysRotateOptions & { fetch: typeof globalThis.fetch; print?: Print },
): Promise<number> => {
  const { print = printLine, ...rest } = options;
  return runCommand(print, async () => {
    const { retired, current } = await rotateKeys(rest);
    print(`✓ ${rest.tenant} signs with ${current} from now on`);
    print(`    ${retired} signs nothing more; what it signed stays verifiable`);
    print('    Was the old key stolen? Then revoke what it signed as well.');
    return 0;
  });
};
