import { Command, Option } from 'commander';
import { createChainCommand } from './chain/create-chain-command.ts';
import type { RawDemoOptions } from './demo/run-demo.ts';
import { runStart } from './start/run-start.ts';

const program = new Command('postern').description(
  'A bank checks a person once; the person passes DeFi gates that accept such a proof.',
);

const addStackOptions = (command: Command): Command =>
  command
    .option('--data <dir>', 'where everything is kept (default: .data)')
    .option('--port-base <port>', 'services listen from the next port on (default: 4100)')
    .option('--chain-port <port>', 'port of the local chain (default: 8545)')
    .option('--log-level <level>', 'of the services (default: info)')
    .option('--dev', 'run TypeScript sources instead of the build');

addStackOptions(program.command('start'))
  .description('start everything on this machine')
  .option('--second-chain', 'run another local chain beside the first, on the next port, with a vault of its own')
  .option('--reset', 'forget what an earlier start left')
  .option('--quiet', 'print "ready" instead of the screen')
  .action(async (options) => {
    process.exit(await runStart(options));
  });

addStackOptions(program.command('demo'))
  .description('walk one person through everything, on the running services or on new ones')
  .option('--advance-time', "move the running chain's clock past the pass at the end")
  .addOption(
    new Option('--prover <engine>', 'what makes the proofs: our engine, or the reference').choices(['fast', 'snarkjs']),
  )
  .action(async (options: RawDemoOptions) => {
    // Loaded when asked for: a start needs neither prover nor wallet.
    const { runDemo } = await import('./demo/run-demo.ts');
    process.exit(await runDemo(options));
  });

program
  .command('verify')
  .description('check a presentation file offline')
  .argument('<file>', 'presentation JSON')
  .option('--policy <file>', 'canonical policy JSON that it should be about')
  .action(async (presentationFile: string, options: { policy?: string }) => {
    const { runVerify } = await import('./verify/run-verify.ts');
    const policy = options.policy === undefined ? {} : { policyFile: options.policy };
    process.exitCode = await runVerify({ presentationFile, ...policy, now: Math.floor(Date.now() / 1000) });
  });

program
  .command('key')
  .description('work with the verification key')
  .command('check')
  .description('say whether a verification key may be used on a chain')
  .argument('[file]', 'verification key JSON (default: the built-in key)')
  .option('--manifest <file>', 'manifest that names it (default: the built-in one)')
  .option('--chain-id <id>', 'chain that it is for', '31337')
  .action(async (file: string | undefined, options: { manifest?: string; chainId: string }) => {
    const { runKeyCheck } = await import('./key/run-key-check.ts');
    process.exitCode = await runKeyCheck({
      ...(file === undefined ? {} : { keyFile: file }),
      ...(options.manifest === undefined ? {} : { manifestFile: options.manifest }),
      chainId: Number(options.chainId),
    });
  });

program
  .command('keys')
  .description("work with a bank's signing keys")
  .command('rotate')
  .description('make another signing key for a bank of the running stack; what the old one signed stays verifiable')
  .requiredOption('--tenant <name>', 'short name of the bank, such as demo-bank')
  .option('--data <dir>', 'where the running stack keeps everything (default: .data)')
  .option('--port-base <port>', 'as given to start (default: 4100)')
  .option('--dev', 'run TypeScript sources instead of the build')
  .action(async (options: { tenant: string; data?: string; portBase?: string }) => {
    const { runKeysRotate } = await import('./keys/run-keys-rotate.ts');
    process.exitCode = await runKeysRotate({ ...options, fetch });
  });

program
  .command('policy')
  .description('work with policies')
  .command('explain')
  .description('say in plain words what a policy asks for')
  .argument('<file>', 'policy JSON')
  .action(async (policyFile: string) => {
    const { runExplain } = await import('./policy/run-explain.ts');
    process.exitCode = await runExplain({ policyFile });
  });

program
  .command('audit')
  .description("work with a bank's audit log")
  .command('verify')
  .description('check an exported audit log offline, and name the first bad entry')
  .argument('<file>', 'as the portal or GET /staff/audit/export gave it')
  .option('--did <file>', "the bank's DID document; without it the file vouches for its own keys")
  .option('--anchored <hash...>', 'audit hashes from StatusAnchored events of the registry')
  .option('--earlier <file>', 'an export that was kept from earlier')
  .action(async (file: string, options: { did?: string; anchored?: string[]; earlier?: string }) => {
    const { runAuditVerify } = await import('./audit/run-audit-verify.ts');
    process.exitCode = await runAuditVerify({ file, ...options });
  });

program
  .command('jobs')
  .description('say how periodic work stands, and which of it failed for good')
  .option('--url <url>', 'of one service, whose METRICS_TOKEN is in the environment (default: the running stack)')
  .option('--data <dir>', 'where the running stack keeps everything (default: .data)')
  .option('--port-base <port>', 'as given to start (default: 4100)')
  .option('--dev', 'run TypeScript sources instead of the build')
  .action(async (options: { url?: string; data?: string; portBase?: string }) => {
    const { runJobs } = await import('./jobs/run-jobs.ts');
    process.exitCode = await runJobs({ ...options, token: process.env.METRICS_TOKEN ?? '', fetch });
  });

program.addCommand(createChainCommand(process.env));

await program.parseAsync();
