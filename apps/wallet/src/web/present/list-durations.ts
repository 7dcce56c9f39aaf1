import type { CredentialCheck } from '@postern/holder';
import type { ConsentDuration } from '@postern/ui';

const HOUR = 3600;
const endFormat: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };

/** The times that a proof may hold, as choices that say when they end; the value is that moment. */
export function listDurations({ durations, now }: Extract<CredentialCheck, { state: 'ready' }>): ConsentDuration[] {
  return durations.map(({ days, expiresAt }) => ({
    value: String(expiresAt),
    label: days > 0 ? count(days, 'day') : nameHours(Math.floor((expiresAt - now) / HOUR)),
    detail: `until ${new Intl.DateTimeFormat('en-GB', endFormat).format(expiresAt * 1000)}`,
  }));
}

function nameHours(hours: number): string {
  return hours > 0 ? count(hours, 'hour') : 'Less than an hour';
}

function count(amount: number, unit: string): string {
  return amount === 1 ? `1 ${unit}` : `${amount} ${unit}s`;
}
