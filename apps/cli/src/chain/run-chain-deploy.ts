import { deployNetwork } from '@postern/contracts/deploy';
import { getAddress, isAddress } from 'viem';
import { ChainCommandError } from './chain-command-error.ts';
import { openChainToWrite } from './open-chain.ts';
import { createRecordFile } from './record-file.ts';
import { type Print, printLine, runCommand } from './run-command.ts';

export type RunChainDeployOptions = {
  rpc: string;
  network: string;
  record: string;
  /** Private key; left out on local chains. */
  key: string | undefined;
  /** Addresses; the deployer when left out. */
  admin?: string | undefined;
  governor?: string | undefined;
  guardian?: string | undefined;
  delay: string;
  heartbeat: string;
  demoAsset?: boolean | undefined;
  /** Milliseconds. */
  now: () => number;
  print?: Print;
};

/**
 * `postern chain deploy`: deploys to any EVM chain and keeps the network's record; repeated after a cut it goes on.
 *
 * @returns exit code
 */
export async function runChainDeploy(options: RunChainDeployOptions): Promise<number> {
  const { rpc, network, record: file, key, now, print = printLine } = options;
  return runCommand(print, async () => {
    const started = now();
    const clients = await openChainToWrite({ rpcUrl: rpc, key });
    const deployer = clients.walletClient.account.address;
    const addressOf = (value: string | undefined, name: string) => {
      if (value === undefined) return deployer;
      if (!isAddress(value, { strict: false })) throw invalid(name);
      return getAddress(value);
    };
    const record = await deployNetwork({
      ...clients,
      network,
      store: createRecordFile(file),
      governance: {
        admin: addressOf(options.admin, 'admin'),
        governor: addressOf(options.governor, 'governor'),
        guardian: addressOf(options.guardian, 'guardian'),
        delaySeconds: parseSeconds(options.delay, 'delay'),
      },
      heartbeatSeconds: parseSeconds(options.heartbeat, 'heartbeat'),
      withDemoAsset: options.demoAsset === true,
      onStep: (step) => print(`… ${step}`),
    });
    for (const [name, { address }] of Object.entries(record.contracts)) print(`${name.padEnd(26)} ${address}`);
    print(`chain ${record.chainId}, ${record.state}, ${((now() - started) / 1000).toFixed(1)} s, record in ${file}`);
    return 0;
  });
}

function parseSeconds(value: string, name: string): number {
  const seconds = Number(value);
  if (!Number.isSafeInteger(seconds) || seconds < 0 || value.trim() === '') throw invalid(name);
  return seconds;
}

function invalid(option: string): ChainCommandError {
  return new ChainCommandError('ERR_CHAIN_COMMAND_OPTION', 'The value of an option is malformed.', {
    details: { option },
  });
}
