/** A duration in seconds as whole days: "1 day", "30 days". */
export function formatDays(seconds: number): string {
  const days = Math.max(1, Math.floor(seconds / 86_400));
  return days === 1 ? '1 day' : `${days} days`;
}
