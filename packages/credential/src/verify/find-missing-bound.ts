/** What limits a credential: who issued it can end it, it ends by itself, it says since when it is. */
export type CredentialBound = 'status' | 'expiry' | 'date';

/**
 * The first limit that a credential does not state. A holder can leave out what the issuer made disclosable, and nobody
 * sees whether a limit is hidden or was never there: so every one is asked for, unless the issuer is known to do without.
 *
 * @param options.mayLack what this issuer's credentials may do without
 */
export function findMissingBound(options: {
  hasStatus: boolean;
  hasExpiry: boolean;
  /** True also where the format lets nobody withhold a date, and lets an issuer state none. */
  hasDate: boolean;
  mayLack: readonly CredentialBound[];
}): CredentialBound | undefined {
  const { hasStatus, hasExpiry, hasDate, mayLack } = options;
  const stated = { status: hasStatus, expiry: hasExpiry, date: hasDate };
  return (['expiry', 'date', 'status'] as const).find((bound) => !stated[bound] && !mayLack.includes(bound));
}
