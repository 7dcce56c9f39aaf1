const UNITS = [
  { seconds: 86_400, unit: 'day' },
  { seconds: 3_600, unit: 'hour' },
  { seconds: 60, unit: 'minute' },
  { seconds: 1, unit: 'second' },
] as const;

/** A longest time in words, never shorter than it is: 612 seconds are "11 minutes". */
export function formatUpperBound(options: { seconds: number; locale?: string }): string {
  const { seconds, locale = 'en' } = options;
  // The next smaller unit as long as there are few of a unit: 90 seconds are not "2 minutes".
  const found = UNITS.find((candidate) => {
    const count = seconds / candidate.seconds;
    return count >= 2 || count === 1;
  });
  const { seconds: size, unit } = found ?? UNITS[3];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.ceil(seconds / size));
}
