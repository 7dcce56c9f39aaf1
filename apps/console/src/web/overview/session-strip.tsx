import type { SessionState } from '@postern/protocol';
import { StatusPill } from '@postern/ui';
import type { ListedSession } from '../sessions/use-sessions.ts';
import { SESSION_WORDS } from '../words/session-words.ts';
import classes from './session-strip.module.css';

const ORDER = ['verified', 'open', 'fetched', 'refused', 'declined', 'expired'] as const satisfies SessionState[];

/** What became of the newest sessions, as one bar: its parts are their shares, the words below carry the meaning. */
export function SessionStrip({ sessions }: { sessions: readonly ListedSession[] }) {
  const counts = ORDER.map((state) => ({ state, count: sessions.filter((one) => one.state === state).length }));
  const present = counts.filter(({ count }) => count > 0);
  return (
    <div>
      <div className={classes.bar} aria-hidden="true">
        {present.map(({ state, count }) => (
          <span key={state} data-tone={SESSION_WORDS[state].tone} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul className={classes.legend}>
        {present.map(({ state, count }) => (
          <li key={state}>
            <StatusPill tone={SESSION_WORDS[state].tone}>
              <span>
                <strong>{count}</strong> {SESSION_WORDS[state].label.toLowerCase()}
              </span>
            </StatusPill>
          </li>
        ))}
      </ul>
    </div>
  );
}
