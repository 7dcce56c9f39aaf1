import { createChainMirror } from '@postern/contracts/mirror';
import { createFileCheckpointStore } from '@postern/contracts/mirror-file';
import { toDeployment } from '@postern/contracts/deploy';
import type { Clock } from '@postern/primitives';
import { openChain } from './open-chain.ts';
import { readRecordFile } from './record-file.ts';
import { type Print, printLine, runCommand } from './run-command.ts';

export type RunChainMirrorOptions = {
  rpc: string;
  record: string;
  /** Where the mirror keeps what it read. */
  checkpoint?: string | undefined;
  clock: Clock;
  print?: Print;
};

/**
 * `postern chain mirror`: reads a network's registries from their events alone and says what they hold; the root is
 * computed here and compared with every root that an event names.
 *
 * @returns exit code
 */
export async function runChainMirror(options: RunChainMirrorOptions): Promise<number> {
  const { rpc, record, checkpoint, clock, print = printLine } = options;
  return runCommand(print, async () => {
    const deployment = toDeployment(await readRecordFile(record));
    const { client } = await openChain(rpc);
    const store = checkpoint === undefined ? {} : { store: createFileCheckpointStore({ file: checkpoint }) };
    const mirror = createChainMirror({ client, deployment, clock, ...store });
    const { block, lagBlocks, lagSeconds } = await mirror.sync();
    await mirror.save();
    const leaves = mirror.readRegistryLeaves();
    print(`block      ${block?.number} ${block?.hash}, ${lagBlocks} blocks and ${lagSeconds} s behind`);
    print(`root       ${mirror.readRegistryRoot()}`);
    print(`leaves     ${leaves.filter(({ active }) => active).length} of ${leaves.length} active`);
    for (const { policyId, closed, stopped } of mirror.readPolicies()) {
      const state = stopped ? ', stopped' : closed ? ', closed' : '';
      print(`policy     ${policyId}: ${mirror.readPasses({ policyId }).length} passes${state}`);
    }
    return 0;
  });
}
