import { Tooltip, UnstyledButton } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { shortenMiddle } from './shorten-middle.ts';

export type AddressProps = {
  /** Account, hash, root or identifier; the whole value is copied. */
  value: string;
  /** What it is, for screen readers: "account", "transaction". */
  kind?: string;
  head?: number;
  tail?: number;
};

/** A long value in mono, shortened in the middle; a click copies the whole. */
export function Address({ value, kind = 'value', head, tail }: AddressProps) {
  const clipboard = useClipboard({ timeout: 1500 });
  const short = shortenMiddle(value, {
    ...(head === undefined ? {} : { head }),
    ...(tail === undefined ? {} : { tail }),
  });
  return (
    <Tooltip label={clipboard.copied ? 'Copied' : value} maw="80vw" multiline style={{ overflowWrap: 'anywhere' }}>
      <UnstyledButton
        onClick={() => clipboard.copy(value)}
        aria-label={clipboard.copied ? `${kind} copied` : `Copy ${kind} ${short}`}
        ff="monospace"
        fz="0.92em"
        c={clipboard.copied ? 'var(--postern-verdigris)' : 'inherit'}
        style={{
          textDecoration: 'underline dotted',
          textUnderlineOffset: 3,
          textDecorationColor: 'var(--postern-stone)',
        }}
      >
        {short}
      </UnstyledButton>
    </Tooltip>
  );
}
