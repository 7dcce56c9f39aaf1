import type { Clock } from '@postern/primitives';

/** Rules of a cache over something that is fetched. All times in seconds. */
export type BoundedCacheOptions<Value> = {
  load: (key: string) => Promise<Value>;
  clock: Clock;
  /** How long after the question an answer is used without asking again; a function may read it from the answer. */
  fresh: number | ((value: Value) => number);
  /** How long after the question an answer may stand in while the source cannot be reached. */
  lastGood: number;
  /** How long a failure is remembered. */
  negative: number;
  /** Whether a failure means that the source could not be reached; only then the last good answer stands in. */
  isUnreachable: (cause: unknown) => boolean;
  maxEntries: number;
};

type Entry<Value> = { value: Value; loadedAt: number; freshUntil: number };

/**
 * A cache with a short life, one load at a time for each key, briefly remembered failures and a bounded last-good. An
 * answer that is wrong, gone or of somebody else is never papered over by an older one.
 */
export function createBoundedCache<Value>(options: BoundedCacheOptions<Value>): (key: string) => Promise<Value> {
  const { load, clock, lastGood, negative, isUnreachable, maxEntries } = options;
  const entries = new Map<string, Entry<Value>>();
  const failures = new Map<string, { cause: unknown; until: number }>();
  const loading = new Map<string, Promise<Value>>();

  const reload = async (key: string): Promise<Value> => {
    // An answer is as old as the question: what changed while it was on its way may not be in it.
    const loadedAt = clock.now();
    try {
      const value = await load(key);
      const life = typeof options.fresh === 'number' ? options.fresh : options.fresh(value);
      put(entries, key, { value, loadedAt, freshUntil: loadedAt + life }, maxEntries);
      failures.delete(key);
      return value;
    } catch (cause) {
      put(failures, key, { cause, until: clock.now() + negative }, maxEntries);
      if (!isUnreachable(cause)) entries.delete(key);
      throw cause;
    }
  };

  /** The last good answer, or the failure. */
  const standIn = (key: string, cause: unknown): Value => {
    const entry = entries.get(key);
    if (entry === undefined || !isUnreachable(cause)) throw cause;
    const age = clock.now() - entry.loadedAt;
    if (age < 0 || age >= lastGood) throw cause;
    return entry.value;
  };

  return async (key) => {
    const now = clock.now();
    const entry = entries.get(key);
    if (entry !== undefined && now < entry.freshUntil && now >= entry.loadedAt) return entry.value;
    const failure = failures.get(key);
    if (failure !== undefined && now < failure.until) return standIn(key, failure.cause);
    const running = loading.get(key) ?? reload(key).finally(() => loading.delete(key));
    loading.set(key, running);
    return running.catch((cause: unknown) => standIn(key, cause));
  };
}

/** Puts at the end; the oldest goes when there are too many. */
function put<Item>(map: Map<string, Item>, key: string, item: Item, maxEntries: number): void {
  map.delete(key);
  map.set(key, item);
  const [oldest] = map.keys();
  if (map.size > maxEntries) map.delete(oldest!);
}
