import { HolderError } from '../error.ts';

/** Names that IndexedDB and its kin give their failures, by what they mean for the wallet. */
const CODES = {
  QuotaExceededError: 'ERR_STORAGE_FULL',
  InvalidStateError: 'ERR_STORAGE_CLOSED',
  NotFoundError: 'ERR_STORAGE_CLOSED',
} as const;

const FAULTS: ReadonlySet<string> = new Set([
  'ERR_STORAGE_FULL',
  'ERR_STORAGE_CLOSED',
  'ERR_STORAGE_FAILED',
  'ERR_STORAGE_GONE',
]);

/** What the place where a vault lies threw, as an error with a code of its own; errors of the holder stay as they are. */
export function toStorageError(cause: unknown): HolderError {
  if (cause instanceof HolderError) return cause;
  const name = (cause as { name?: unknown } | undefined)?.name;
  const code = Object.hasOwn(CODES, String(name)) ? CODES[name as keyof typeof CODES] : 'ERR_STORAGE_FAILED';
  return new HolderError(code, 'The store of the wallet failed.', { cause });
}

/** Whether the store failed, rather than what lies in it. */
export function isStorageFault(error: unknown): error is HolderError {
  return error instanceof HolderError && FAULTS.has(error.code);
}
