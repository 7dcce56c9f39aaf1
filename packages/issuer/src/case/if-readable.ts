import { VaultError } from '../error.ts';
import type { IssuerContext, UnreadableRow } from '../ports.ts';

/**
 * One row that does not open (changed, moved, its key gone) is one row: it is reported by what it is, and whoever reads
 * many goes on without it. Everything else that fails is thrown as it is.
 *
 * @returns null for a row that cannot be read
 */
export async function ifReadable<T>(
  context: Pick<IssuerContext, 'onUnreadable'>,
  row: UnreadableRow,
  read: () => T | Promise<T>,
): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof VaultError) && !(error instanceof SyntaxError) && !isSchemaFault(error)) throw error;
    context.onUnreadable(row);
    return null;
  }
}

function isSchemaFault(error: unknown): boolean {
  return error instanceof Error && error.name === 'ZodError';
}
