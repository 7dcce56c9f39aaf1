import { Button, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { TestMark } from '../../parts/test-mark.tsx';
import classes from './consent.module.css';

export type ConsentFrameProps = {
  /** The host that was authenticated: it carries the question and gets the answer. */
  host: string;
  /** Who asks, as the host names it; absent where it gives no name. */
  name?: string | undefined;
  /** What is asked for, in one sentence that goes on from the name. */
  asks: string;
  /** What is doubtful about who asks. */
  doubt?: string | undefined;
  /** Why made-up people are at play, in one sentence; undefined where they are not. */
  testData?: string | undefined;
  onAccept: () => void;
  onRefuse: () => void;
  acceptLabel: string;
  /** How long the accept button waits, so that nobody accepts by a stray tap. Milliseconds. */
  acceptDelay?: number;
  busy?: boolean;
  /** False where what is chosen cannot be done here. */
  mayAccept?: boolean;
  children: ReactNode;
};

/** What every consent has around its content: who asks above, two equal buttons below. */
export function ConsentFrame(props: ConsentFrameProps) {
  const { host, name, asks, doubt, testData, onAccept, onRefuse, acceptLabel, children } = props;
  const { acceptDelay = 1200, busy = false, mayAccept = true } = props;
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
          <bdi>{name ?? host}</bdi>
        </Title>
        <Text c="dimmed">{asks}</Text>
        {name === undefined ? null : (
          <Text c="dimmed" size="sm">
            by way of {host}, where your answer goes
          </Text>
        )}
        {doubt === undefined ? null : (
          <Text c="var(--postern-amber)" mt="xs">
            {doubt}
          </Text>
        )}
      </header>

      {testData === undefined ? null : (
        <Text component="p" className={classes.test}>
          <TestMark /> {testData}
        </Text>
      )}

      {children}

      <div className={classes.buttons}>
        <Button variant="default" size="md" fullWidth onClick={onRefuse} disabled={busy}>
          Not now
        </Button>
        <Button size="md" fullWidth onClick={onAccept} disabled={!ready || !mayAccept} loading={busy}>
          {acceptLabel}
        </Button>
      </div>
    </section>
  );
}
