import { ContractError } from '../errors/contract-error.ts';

/** The single event that a successful call must have emitted. */
export function takeOneEvent<Log>(logs: readonly Log[]): Log {
  const [log] = logs;
  if (log === undefined || logs.length !== 1) {
    throw new ContractError('ERR_CONTRACT_REVERTED', 'The contract at this address does not behave as expected.', {
      details: { events: logs.length },
    });
  }
  return log;
}
