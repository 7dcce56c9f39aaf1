import { parseCompactJws } from '@postern/credential';

/**
 * Whether a presentation's key binding speaks of transactions at all. With several credentials that may carry them the
 * wallet uses one (OpenID4VP 1.0 §8.4), so this tells which; what it says is believed only after verification.
 */
export function carriesTransactions(presentation: string): boolean {
  const keyBinding = presentation.slice(presentation.lastIndexOf('~') + 1);
  try {
    return parseCompactJws(keyBinding).payload.transaction_data_hashes !== undefined;
  } catch {
    // Malformed: the verification that follows says how.
    return false;
  }
}
