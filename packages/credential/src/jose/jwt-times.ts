import { PosternError } from '@postern/primitives';
import { z } from 'zod';

/** Tolerated difference between a stranger's clock and ours, seconds. */
export const CLOCK_SKEW_SECONDS = 60;

/** NumericDate (RFC 7519 §2), fractions and all, up to the year 9999. */
export const zNumericDate = z.number().min(0).max(253_402_300_799);

const zTimes = z.looseObject({
  iat: zNumericDate.optional(),
  nbf: zNumericDate.optional(),
  exp: zNumericDate.optional(),
});

export class JwtTimesError extends PosternError<'ERR_JWT_VALIDITY_ORDER'> {}

/**
 * - `malformed`: a time that is no NumericDate;
 * - `order`: it ends before it begins, whatever the clock says;
 * - `expired`, `early`: outside `exp`, or before `nbf` or `iat`;
 * - `stale`: older than the caller takes, or of no stated age where one is asked.
 */
export type JwtTimeFault = 'malformed' | 'order' | 'expired' | 'early' | 'stale';

/**
 * The one rule about the times of a JWT that a stranger made (RFC 7519 §4.1.4–6): every time that it states counts,
 * also one that its kind does not ask for. Ends are exact; beginnings may lie {@link CLOCK_SKEW_SECONDS} ahead. A
 * beginning after the end is refused before any clock is asked, so that no skew makes it good.
 *
 * @param options.claims payload with `iat`, `nbf`, `exp`, each unix seconds and optional
 * @param options.maxAgeSeconds accepted age by `iat`, or by `nbf` where there is none; any age unless told
 * @returns the first fault, undefined when the times hold
 */
export function findJwtTimeFault(options: {
  claims: Readonly<Record<string, unknown>>;
  now: number;
  maxAgeSeconds?: number;
}): JwtTimeFault | undefined {
  const { claims, now, maxAgeSeconds } = options;
  const parsed = zTimes.safeParse(claims);
  if (!parsed.success) return 'malformed';
  const { iat, nbf, exp } = parsed.data;
  const starts = [iat, nbf].filter((time) => time !== undefined);
  if (exp !== undefined && starts.some((start) => start > exp)) return 'order';
  if (exp !== undefined && exp <= now) return 'expired';
  if (starts.some((start) => start > now + CLOCK_SKEW_SECONDS)) return 'early';
  const [made] = starts;
  if (maxAgeSeconds !== undefined && (made === undefined || made < now - maxAgeSeconds)) return 'stale';
  return undefined;
}

/**
 * What we sign ourselves ends after it begins.
 *
 * @throws {JwtTimesError} ERR_JWT_VALIDITY_ORDER
 */
export function assertEndsAfterStart(options: { issuedAt: number; expiresAt: number }): void {
  if (options.expiresAt <= options.issuedAt) {
    throw new JwtTimesError('ERR_JWT_VALIDITY_ORDER', 'The end of validity is not after its beginning.');
  }
}
