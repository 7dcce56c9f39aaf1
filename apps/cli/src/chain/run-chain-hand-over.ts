import {
  acceptAdmin,
  encodeAcceptCall,
  finishHandOver,
  formatNetworkRecord,
  type NetworkRecord,
  offerAdmin,
  toDeployment,
} from '@postern/contracts/deploy';
import { readIssuerCount } from '@postern/contracts';
import { ChainCommandError } from './chain-command-error.ts';
import { openChainToWrite } from './open-chain.ts';
import { createRecordFile, readRecordFile } from './record-file.ts';
import { type Print, printLine, runCommand } from './run-command.ts';

export const HAND_OVER_STEPS = ['offer', 'accept', 'finish'] as const;
export type HandOverStep = (typeof HAND_OVER_STEPS)[number];

export type RunChainHandOverOptions = {
  step: HandOverStep;
  rpc: string;
  record: string;
  /** Of the deployer for `offer`, of the new admin for `accept`, of either for `finish`. */
  key: string | undefined;
  print?: Print;
};

/**
 * `postern chain hand-over`: the deployer offers, the admin of the record accepts and so shows that it can act, one of
 * them finishes.
 *
 * @returns exit code
 */
export async function runChainHandOver(options: RunChainHandOverOptions): Promise<number> {
  const { step, rpc, record: file, key, print = printLine } = options;
  return runCommand(print, async () => {
    const record = await readRecordFile(file);
    const { accessManager, trustRegistry } = toDeployment(record);
    const { admin, delaySeconds } = record.governance;
    const { deployer } = record;
    const call = { ...(await openChainToWrite({ rpcUrl: rpc, key })), accessManager, deployer, admin };
    // A call to an address without code goes through and does nothing.
    if (call.walletClient.chain.id !== record.chainId) {
      throw new ChainCommandError('ERR_CHAIN_COMMAND_RECORD', 'The record is of another chain.', {
        details: { chainId: record.chainId },
      });
    }
    const move = (state: NetworkRecord['state']) =>
      createRecordFile(file).save(formatNetworkRecord({ ...record, state }));

    if (step === 'offer') {
      await offerAdmin({ ...call, delaySeconds });
      await move('offered');
      print(`${admin} is an admin beside the deployer and has to accept.`);
      print(
        `A contract accepts by schedule(${accessManager}, ${encodeAcceptCall({ deployer })}, 0) on ${accessManager}.`,
      );
      return 0;
    }
    if (step === 'accept') {
      const { readyAt } = await acceptAdmin(call);
      // Until now the deployer could do anything: what it did stays.
      const issuers = await readIssuerCount({ client: call.publicClient, trustRegistry });
      print(`Issuers that are admitted already: ${issuers}. You answer for them from now on.`);
      if (readyAt === undefined) await move('handed-over');
      print(
        readyAt === undefined
          ? 'Handed over.'
          : `Accepted. The deployer can finish now, the new admin from ${new Date(readyAt * 1000).toISOString()} on.`,
      );
      return 0;
    }
    await finishHandOver(call);
    await move('handed-over');
    print('Handed over. Run `postern chain check`.');
    return 0;
  });
}
