import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import classes from './code-block.module.css';

/** Code or JSON in mono with a copy button; scrolls sideways rather than wraps. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <div className={classes.root}>
      {/* Keyboard users must be able to scroll what overflows. */}
      <pre className={classes.code} tabIndex={0} aria-label={label}>
        {code}
      </pre>
      <Button
        className={classes.copy}
        size="compact-xs"
        variant="default"
        aria-label={`Copy ${label}`}
        onClick={() => clipboard.copy(code)}
      >
        {clipboard.copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}
