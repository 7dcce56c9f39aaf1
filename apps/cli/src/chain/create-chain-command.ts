import path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { KEY_VARIABLE } from './open-chain.ts';
import { HAND_OVER_STEPS, type HandOverStep } from './run-chain-hand-over.ts';

type Target = { rpc: string; network: string; record?: string };

const addTarget = (command: Command): Command =>
  command
    .requiredOption('--rpc <url>', 'JSON-RPC address of the chain')
    .addOption(new Option('--network <name>', 'name of the network').argParser(parseNetworkName).makeOptionMandatory())
    .option('--record <file>', "the network's record (default: packages/contracts/deployments/NAME.json)")
    .option('--dev', 'run TypeScript sources instead of the build');

/** The name becomes part of a path. */
function parseNetworkName(name: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(name)) {
    throw new InvalidArgumentError('Small letters, digits and hyphens only.');
  }
  return name;
}

const locate = <Given extends Target>(target: Given): Given & { record: string } => ({
  ...target,
  record: target.record ?? path.join('packages/contracts/deployments', `${target.network}.json`),
});

/** `postern chain …`: keys come from the environment. */
export function createChainCommand(environment: Readonly<Record<string, string | undefined>>): Command {
  const chain = new Command('chain').description('deploy to an EVM chain, hand it over, check it');
  const key = environment[KEY_VARIABLE];

  addTarget(chain.command('deploy'))
    .description(`deploy everything; repeat it after a cut (key in ${KEY_VARIABLE}; not needed on local chains)`)
    .option('--admin <address>', 'who will hold the admin role (default: the deployer)')
    .option('--governor <address>', 'who admits issuers and verifiers (default: the deployer)')
    .option('--guardian <address>', 'who removes and drops at once (default: the deployer)')
    .option('--delay <seconds>', 'how long everything that loosens waits', '0')
    .option('--heartbeat <seconds>', 'silence after which a leaf may be taken out', '604800')
    .option('--demo-asset', 'deploy play money as well')
    .action(async (options: Target & { delay: string; heartbeat: string }) => {
      const { runChainDeploy } = await import('./run-chain-deploy.ts');
      process.exitCode = await runChainDeploy({ ...locate(options), key, now: Date.now });
    });

  addTarget(chain.command('hand-over'))
    .description(`give the admin role away in steps (key of the step's account in ${KEY_VARIABLE})`)
    .addOption(new Option('--step <step>', 'which step').choices(HAND_OVER_STEPS).makeOptionMandatory())
    .action(async (options: Target & { step: HandOverStep }) => {
      const { runChainHandOver } = await import('./run-chain-hand-over.ts');
      process.exitCode = await runChainHandOver({ ...locate(options), key });
    });

  addTarget(chain.command('check'))
    .description('compare code, roles and delays with the record')
    .action(async (options: Target) => {
      const { runChainCheck } = await import('./run-chain-check.ts');
      process.exitCode = await runChainCheck(locate(options));
    });

  addTarget(chain.command('mirror'))
    .description('read the registries from their events and say what they hold')
    .option('--checkpoint <file>', 'keep what was read, and go on from it')
    .action(async (options: Target & { checkpoint?: string }) => {
      const { runChainMirror } = await import('./run-chain-mirror.ts');
      const clock = { now: () => Math.floor(Date.now() / 1000) };
      process.exitCode = await runChainMirror({ ...locate(options), clock });
    });
  return chain;
}
