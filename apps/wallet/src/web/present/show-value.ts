import type { ShownClaim } from '@postern/holder';
import { formatDay, nameCountry } from '@postern/ui';

/** A claim's value as a person reads it; what is sent is the value itself. */
export function showValue({ path, value }: Pick<ShownClaim, 'path' | 'value'>): string {
  if (Array.isArray(value)) return value.map((member) => showValue({ path, value: member })).join(', ');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  const last = path.findLast((part) => typeof part === 'string') ?? '';
  if (typeof value === 'number')
    return last.endsWith('_at') ? formatDay({ at: value, timeZone: 'UTC' }) : String(value);
  if (typeof value !== 'string') return value === null ? 'None' : JSON.stringify(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay({ at: Date.parse(value) / 1000, timeZone: 'UTC' });
  const names = path.filter((part) => typeof part === 'string').join(' ');
  if (/^(?:[A-Z]{2}|XX[ABCX])$/.test(value) && /country|nationalit|residence/.test(names)) return nameCountry(value);
  // Names of codes as people write them: `not_pep`.
  return /^[a-z]+(_[a-z]+)+$/.test(value) ? value.replaceAll('_', ' ') : value;
}
