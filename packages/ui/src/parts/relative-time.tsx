import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { formatExactTime, formatRelativeTime, formatShortTime } from './format-relative-time.ts';

export type RelativeTimeProps = {
  /** Unix seconds, or an ISO 8601 string. */
  at: number | string;
  /** Says the exact time beside it as well, for who cannot hover. */
  withExact?: boolean;
};

const secondsOf = (at: number | string) => (typeof at === 'number' ? at : Math.floor(Date.parse(at) / 1000));
const currentSeconds = () => Math.floor(Date.now() / 1000);

/** A time relative to now, exact on hover or beside it. Keeps itself current twice a minute. */
export function RelativeTime({ at, withExact = false }: RelativeTimeProps) {
  const [now, setNow] = useState(currentSeconds);
  useEffect(() => {
    const timer = setInterval(() => setNow(currentSeconds()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = secondsOf(at);
  if (Number.isNaN(seconds)) return null;
  if (withExact) {
    return (
      <time dateTime={new Date(seconds * 1000).toISOString()}>
        {formatRelativeTime({ at: seconds, now })} ({formatShortTime({ at: seconds })})
      </time>
    );
  }
  return (
    <Tooltip label={formatExactTime({ at: seconds })}>
      <time dateTime={new Date(seconds * 1000).toISOString()}>{formatRelativeTime({ at: seconds, now })}</time>
    </Tooltip>
  );
}
