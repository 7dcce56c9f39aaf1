import { Button, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { TestMark } from '../../parts/test-mark.tsx';
import classes from './consent.module.css';

export type ConsentFrameProps = {
  /** Who asks: the host that was authenticated. */
  host: string;
  /** What the host asks for, in one sentence that goes on from its name. */
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
  children: ReactNode;
};

/** What every consent has around its content: who asks above, two equal buttons below. */
export function ConsentFrame(props: ConsentFrameProps) {
  const { host, asks, doubt, testData, onAccept, onRefuse, acceptLabel, children } = props;
  const { acceptDelay = 1200, busy = false } = props;
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
        <Text c="dimmed">{asks}</Text>
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
        <Button size="md" fullWidth onClick={onAccept} disabled={!ready} loading={busy}>
          {acceptLabel}
        </Button>
      </div>
    </section>
  );
}
