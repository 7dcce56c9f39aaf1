/** Adds `-c TimeZone=UTC` to a PostgreSQL URL unless it sets a time zone: adapter-pg reads `timestamptz` as UTC. */
export const withUtcSession = (url: string): string => {
  const parsed = new URL(url);
  const options = parsed.searchParams.get('options') ?? '';
  if (/timezone/i.test(options)) return url;
  parsed.searchParams.set('options', `${options} -c TimeZone=UTC`.trim());
  return parsed.toString();
};
