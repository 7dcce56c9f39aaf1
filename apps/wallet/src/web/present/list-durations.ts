import type { CredentialCheck } from '@postern/holder';
import type { ConsentDuration } from '@postern/ui';

/** The times that a proof may hold, as choices; the value is the moment it ends. */
export function listDurations({ durations }: Extract<CredentialCheck, { state: 'ready' }>): ConsentDuration[] {
  return durations.map(({ days, expiresAt }) => ({
    value: String(expiresAt),
    label: days === 1 ? '1 day' : `${days} days`,
  }));
}
