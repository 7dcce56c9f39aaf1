import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';

export type LoadingShapeProps = {
  /** Shape of what will come: lines of a text, rows of a table, or one card. */
  shape?: 'lines' | 'rows' | 'card';
  /** How many lines or rows. */
  count?: number;
  /** Said to screen readers. */
  label?: string;
};

const widths = ['92%', '78%', '86%', '64%'];

/** Shows the shape of what is loading. Use {@link StepProgress} for anything that takes more than a second. */
export function LoadingShape({ shape = 'lines', count = 3, label = 'Loading' }: LoadingShapeProps) {
  const keys = Array.from({ length: count }, (_, index) => index);
  return (
    <output style={{ display: 'block' }}>
      <VisuallyHidden>{label}</VisuallyHidden>
      {shape === 'card' ? (
        <Skeleton height={220} radius="lg" />
      ) : (
        <Stack gap={shape === 'rows' ? 10 : 8}>
          {keys.map((index) => (
            <Skeleton
              key={index}
              height={shape === 'rows' ? 34 : 14}
              width={shape === 'rows' ? '100%' : widths[index % widths.length]}
              radius="xs"
            />
          ))}
        </Stack>
      )}
    </output>
  );
}
