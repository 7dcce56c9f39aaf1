/** Too busy, or out of order: nothing was decided, and no error code in the body makes it a refusal. */
export function isOutage(status: number): boolean {
  return status === 429 || status >= 500;
}
