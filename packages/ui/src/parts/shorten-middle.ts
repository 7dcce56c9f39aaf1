/** Keeps the start and the end of a long value and puts an ellipsis between; short values stay whole. */
export function shortenMiddle(value: string, options: { head?: number; tail?: number } = {}): string {
  const { head = 6, tail = 4 } = options;
  return value.length <= head + tail + 1 ? value : `${value.slice(0, head)}…${value.slice(-tail)}`;
}
