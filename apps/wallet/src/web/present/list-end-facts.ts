import type { CredentialCheck } from '@postern/holder';
import { type Fact, formatMoment } from '@postern/ui';

/** When what is agreed to ends, and when the pass ends that the account has now: to the minute, where the person is. */
export function listEndFacts(options: {
  check: Extract<CredentialCheck, { state: 'ready' }>;
  /** Unix seconds. */
  expiresAt: number;
  account: string | undefined;
}): Fact[] {
  const { check, expiresAt, account } = options;
  const end = formatMoment({ at: expiresAt });
  if (account === undefined) return [{ label: 'It counts until', value: end }];
  if (check.presentEnd === undefined) return [{ label: 'Access until', value: end }];
  return [
    { label: 'Your pass now', value: `until ${formatMoment({ at: check.presentEnd })}` },
    { label: 'After this', value: `until ${end}` },
  ];
}
