const UNITS = [
  { seconds: 86_400, one: 'day', many: 'days' },
  { seconds: 3_600, one: 'hour', many: 'hours' },
  { seconds: 60, one: 'minute', many: 'minutes' },
  { seconds: 1, one: 'second', many: 'seconds' },
] as const;

/** A span in the largest unit that divides it: 2592000 is "30 days", 5400 is "90 minutes". */
export function formatDuration(seconds: number): string {
  const unit = UNITS.find((candidate) => seconds >= candidate.seconds && seconds % candidate.seconds === 0);
  const { one, many, seconds: size } = unit ?? UNITS[3];
  const count = seconds / size;
  return `${new Intl.NumberFormat('en').format(count)} ${count === 1 ? one : many}`;
}
