/** Unix seconds of the last second of the UTC month that holds the moment: an exact second would be a fingerprint. */
export function roundToEndOfMonth(unixSeconds: number): number {
  const date = new Date(unixSeconds * 1000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1000 - 1;
}
