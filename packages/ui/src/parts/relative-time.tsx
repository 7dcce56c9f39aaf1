import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { formatExactTime, formatRelativeTime } from './format-relative-time.ts';

export type RelativeTimeProps = {
  /** Unix seconds, or an ISO 8601 string. */
  at: number | string;
};

const secondsOf = (at: number | string) => (typeof at === 'number' ? at : Math.floor(Date.parse(at) / 1000));
const currentSeconds = () => Math.floor(Date.now() / 1000);

/** A time relative to now, exact on hover and focus. Keeps itself current twice a minute. */
export function RelativeTime({ at }: RelativeTimeProps) {
  const [now, setNow] = useState(currentSeconds);
  useEffect(() => {
    const timer = setInterval(() => setNow(currentSeconds()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = secondsOf(at);
  if (Number.isNaN(seconds)) return null;
  return (
    <Tooltip label={formatExactTime({ at: seconds })}>
      <time dateTime={new Date(seconds * 1000).toISOString()}>{formatRelativeTime({ at: seconds, now })}</time>
    </Tooltip>
  );
}
