import { type NetworkRecord, parseNetworkRecord, type RecordStore } from '@postern/contracts/deploy';
import { createFileCheckpointStore } from '@postern/contracts/mirror-file';
import { ChainCommandError } from './chain-command-error.ts';

/** A network's record in a file that is written beside, flushed and renamed. */
export const createRecordFile = (file: string): RecordStore => createFileCheckpointStore({ file });

/**
 * Reads a record that must be there.
 *
 * @throws {ChainCommandError} `ERR_CHAIN_COMMAND_RECORD`: there is none
 * @throws {DeploymentError} it is malformed
 */
export async function readRecordFile(file: string): Promise<NetworkRecord> {
  const text = await createRecordFile(file).load();
  if (text === undefined) {
    throw new ChainCommandError('ERR_CHAIN_COMMAND_RECORD', 'There is no record of this network: deploy first.');
  }
  return parseNetworkRecord(text);
}
