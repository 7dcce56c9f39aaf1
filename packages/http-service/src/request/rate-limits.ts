import type { Clock } from '@postern/primitives';

/** How often one caller may do something. */
export type RateLimit = {
  /** Names the counter and stands in the headers: letters, digits, `-`. */
  name: string;
  max: number;
  windowSeconds: number;
};

export type RateLimitState = { allowed: boolean; remaining: number; resetSeconds: number };

/** Where requests are counted. All processes of a service share one. */
export type RateLimits = {
  /** Counts one, also when nothing is left. */
  consume(options: RateLimit & { key: string }): Promise<RateLimitState>;
  /** Looks without counting. */
  read(options: RateLimit & { key: string }): Promise<RateLimitState>;
};

const MAX_KEYS = 10_000;

/** Counts in memory, for a server of one process without a database; a service with one counts there. */
export const createMemoryRateLimits = ({ clock }: { clock: Clock }): RateLimits => {
  const windows = new Map<string, { start: number; counts: Map<string, number> }>();
  const touch = ({ name, max, windowSeconds, key }: RateLimit & { key: string }, by: number): RateLimitState => {
    const now = clock.now();
    const start = now - (now % windowSeconds);
    let window = windows.get(name);
    // A flood of made-up keys must not fill the memory: then everybody starts again.
    if (window === undefined || window.start !== start || window.counts.size > MAX_KEYS) {
      window = { start, counts: new Map() };
      windows.set(name, window);
    }
    const count = (window.counts.get(key) ?? 0) + by;
    if (by > 0) window.counts.set(key, count);
    const allowed = by > 0 ? count <= max : count < max;
    return { allowed, remaining: Math.max(0, max - count), resetSeconds: start + windowSeconds - now };
  };
  return { consume: async (options) => touch(options, 1), read: async (options) => touch(options, 0) };
};
