import { HolderError } from '@postern/holder';

/** Errors of the client that say that no node answered, not that one answered with a no. */
const OUTAGES: ReadonlySet<string> = new Set(['HttpRequestError', 'TimeoutError', 'WebSocketRequestError']);

/** Whether an error, or what caused it, is an outage of the node. */
function isNodeOutage(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (OUTAGES.has(cause.name)) return true;
  return false;
}

/** The same reads, whose outages are `ERR_CHAIN_UNREACHABLE`. */
export function nameOutages<Reader extends object>(reader: Reader): Reader {
  const named = Object.entries(reader).map(([name, member]: [string, unknown]) => {
    if (typeof member !== 'function') return [name, member] as const;
    const read = member as (...args: unknown[]) => Promise<unknown>;
    const call = async (...args: unknown[]) => {
      try {
        return await read(...args);
      } catch (cause) {
        if (!isNodeOutage(cause)) throw cause;
        throw new HolderError('ERR_CHAIN_UNREACHABLE', 'The chain did not answer.', { cause });
      }
    };
    return [name, call] as const;
  });
  return Object.fromEntries(named) as Reader;
}
