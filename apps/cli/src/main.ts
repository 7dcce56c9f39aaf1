import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { explainPolicy, parseCanonicalPolicy } from '@postern/proof';
import { runDemo } from './demo/run-demo.ts';
import { runStart } from './start/run-start.ts';

const program = new Command('postern').description('A bank checks a person once; the person passes any gate by proof.');

const addStackOptions = (command: Command): Command =>
  command
    .option('--data <dir>', 'where everything is kept (default: .data)')
    .option('--port-base <port>', 'services listen from the next port on (default: 4100)')
    .option('--chain-port <port>', 'port of the local chain (default: 8545)')
    .option('--log-level <level>', 'of the services (default: info)')
    .option('--dev', 'run TypeScript sources instead of the build');

addStackOptions(program.command('start'))
  .description('start everything on this machine')
  .option('--reset', 'forget what an earlier start left')
  .option('--quiet', 'print "ready" instead of the screen')
  .action(async (options) => {
    process.exit(await runStart(options));
  });

addStackOptions(program.command('demo'))
  .description('walk one person through everything, with real proofs and transactions')
  .option('--advance-time', "move the running chain's clock past the pass at the end")
  .action(async (options) => {
    process.exit(await runDemo(options));
  });

program
  .command('policy')
  .description('work with policies')
  .command('explain')
  .description('say in plain words what a canonical policy asks for')
  .argument('<file>', 'canonical policy JSON')
  .action(async (file: string) => {
    const compiled = parseCanonicalPolicy((await readFile(file, 'utf8')).trim());
    for (const sentence of explainPolicy(compiled)) process.stdout.write(`- ${sentence}\n`);
  });

await program.parseAsync();
