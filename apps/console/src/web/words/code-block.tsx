import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import classes from './code-block.module.css';

export type CodeBlockProps = {
  code: string;
  /** What it is; shown above it. */
  label: string;
  /** For text without line breaks of its own; code scrolls sideways instead. */
  wrap?: boolean;
};

/** Code or JSON in mono, with its name and a copy button. */
export function CodeBlock({ code, label, wrap = false }: CodeBlockProps) {
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <div className={classes.root}>
      <div className={classes.bar}>
        <span>{label}</span>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={clipboard.copied ? `${label} copied` : `Copy: ${label}`}
          onClick={() => clipboard.copy(code)}
        >
          {clipboard.copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard must be able to scroll what overflows */}
      <pre className={classes.code} data-wrap={wrap || undefined} tabIndex={0} aria-label={label}>
        {code}
      </pre>
    </div>
  );
}
