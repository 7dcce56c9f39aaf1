import { Button, Radio, Text, Title } from '@mantine/core';
import { IconCheck, IconEyeOff } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useState } from 'react';
import classes from './consent-sheet.module.css';

export type ConsentDuration = { value: string; label: string };

export type ConsentSheetProps = {
  /** Who asks: the host that was authenticated, then the name it gives itself. */
  host: string;
  name?: string;
  /** Plain sentences that the proof makes true: "You are at least 18". */
  proves: readonly string[];
  /** What stays hidden: "Your name". */
  keeps: readonly string[];
  /** Things to know before accepting: "This reveals your bank". */
  warnings?: readonly string[];
  durations?: readonly ConsentDuration[];
  duration?: string;
  onDurationChange?: (value: string) => void;
  onAccept: () => void;
  onRefuse: () => void;
  acceptLabel?: string;
  refuseLabel?: string;
  /** How long the accept button waits, so that nobody accepts by a stray tap. Milliseconds. */
  acceptDelay?: number;
  busy?: boolean;
  /** Facts under the lists, for instance the account that will be admitted. */
  children?: ReactNode;
};

/** The consent sheet: who asks, exactly two lists (what you prove, what you keep), for how long, two equal buttons. */
export function ConsentSheet(props: ConsentSheetProps) {
  const {
    host,
    name,
    proves,
    keeps,
    warnings = [],
    durations = [],
    duration,
    onDurationChange,
    onAccept,
    onRefuse,
  } = props;
  const { acceptLabel = 'Prove', refuseLabel = 'Not now', acceptDelay = 1200, busy = false, children } = props;
  const [ready, setReady] = useState(acceptDelay === 0);
  const headingId = useId();

  useEffect(() => {
    const timer = setTimeout(() => setReady(true), acceptDelay);
    return () => clearTimeout(timer);
  }, [acceptDelay]);

  return (
    <section className={classes.root} aria-labelledby={headingId}>
      <header className={classes.who}>
        <Title order={1} size="h2" id={headingId} className={classes.host}>
          {host}
        </Title>
        <Text c="dimmed">{name === undefined ? 'asks for a proof' : `${name} asks for a proof`}</Text>
      </header>

      <div className={classes.lists}>
        <div>
          <h2 className={classes.heading}>You prove</h2>
          <ul className={classes.list}>
            {proves.map((sentence) => (
              <li key={sentence} className={classes.item} data-kind="prove">
                <IconCheck size={18} stroke={2.2} aria-hidden="true" />
                <span>{sentence}</span>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h2 className={classes.heading}>You keep</h2>
          <ul className={classes.list}>
            {keeps.map((sentence) => (
              <li key={sentence} className={classes.item} data-kind="keep">
                <IconEyeOff size={18} stroke={1.7} aria-hidden="true" />
                <span>{sentence}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>

      {warnings.length === 0 ? null : (
        <ul className={classes.warnings} aria-label="Before you accept">
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}

      {durations.length === 0 ? null : (
        <Radio.Group label="For how long" value={duration ?? null} onChange={(value) => onDurationChange?.(value)}>
          <div className={classes.durations}>
            {durations.map((option) => (
              <Radio.Card key={option.value} value={option.value} className={classes.duration} disabled={busy}>
                {option.label}
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
      )}

      {children}

      <div className={classes.buttons}>
        <Button variant="default" size="md" fullWidth onClick={onRefuse} disabled={busy}>
          {refuseLabel}
        </Button>
        <Button size="md" fullWidth onClick={onAccept} disabled={!ready} loading={busy}>
          {acceptLabel}
        </Button>
      </div>
    </section>
  );
}
