import type { ReactNode } from 'react';
import { RelativeTime } from './relative-time.tsx';
import type { Tone } from './status-pill.tsx';
import classes from './timeline.module.css';

export type TimelineEvent = {
  key: string;
  title: ReactNode;
  /** Unix seconds or ISO 8601; absent with `tone` for what has not happened yet. */
  at?: number | string | undefined;
  /** Who did it. */
  by?: ReactNode;
  detail?: ReactNode;
  tone?: Tone;
};

export type TimelineProps = { events: readonly TimelineEvent[]; label: string };

/** The life of a case as a line: what happened, when, by whom, and what is still to come. */
export function Timeline({ events, label }: TimelineProps) {
  return (
    <ol className={classes.root} aria-label={label}>
      {events.map((event) => (
        <li
          key={event.key}
          className={classes.event}
          data-tone={event.tone ?? 'quiet'}
          data-ahead={(event.at === undefined && event.tone === undefined) || undefined}
        >
          <div className={classes.title}>{event.title}</div>
          {event.at === undefined && event.by === undefined ? null : (
            <div className={classes.meta}>
              {event.by === undefined ? null : <span>{event.by}</span>}
              {event.at === undefined ? null : <RelativeTime at={event.at} withExact />}
            </div>
          )}
          {event.detail === undefined ? null : <div className={classes.detail}>{event.detail}</div>}
        </li>
      ))}
    </ol>
  );
}
