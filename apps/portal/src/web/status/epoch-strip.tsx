import type { StatusOverview } from '@postern/protocol';
import type { Tone } from '@postern/ui';
import classes from './epoch-strip.module.css';

type Anchor = StatusOverview['anchors'][number];

export const anchorWords: Readonly<Record<Anchor['state'], { label: string; tone: Tone }>> = {
  pending: { label: 'Waiting', tone: 'waiting' },
  sent: { label: 'Sent', tone: 'waiting' },
  confirmed: { label: 'Confirmed', tone: 'proven' },
  failed: { label: 'Failed', tone: 'refused' },
};

const shown = 24;

/** The last epochs as a strip, oldest first: a filled cell stands on chain, an outlined one waits. */
export function EpochStrip({ anchors }: { anchors: readonly Anchor[] }) {
  const cells = anchors.toSorted((a, b) => a.epoch - b.epoch).slice(-shown);
  if (cells.length === 0) return null;
  return (
    <ol className={classes.strip} aria-label="Epochs, oldest first">
      {cells.map((anchor) => (
        <li key={anchor.epoch} className={classes.cell} data-tone={anchorWords[anchor.state].tone}>
          <span aria-hidden="true">{anchor.epoch}</span>
          <span className={classes.words}>{`Epoch ${anchor.epoch}: ${anchorWords[anchor.state].label}`}</span>
        </li>
      ))}
    </ol>
  );
}
