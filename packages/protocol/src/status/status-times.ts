import { z } from 'zod';

import { zUnixSeconds } from '../common/z-primitives.ts';

/** Seconds for which a cache between issuer and reader may serve a status list without asking again. */
export const STATUS_LIST_CACHE_SECONDS = 15;

/** Seconds for which a reader may keep a status list: the `ttl` of ours, and what our verifier keeps anybody's. */
export const STATUS_LIST_LIFE_SECONDS = 30;

/**
 * Longest time from a bank's decision (suspend, reinstate, revoke) to its effect on a credential that is shown to our
 * verifier, seconds: a cache's copy, the reader's own, and what is left for fetching and checking one list.
 */
export const CREDENTIAL_EFFECT_SECONDS = STATUS_LIST_CACHE_SECONDS + STATUS_LIST_LIFE_SECONDS + 15;

/** `GET /t/:tenant/status/times`: how fast a decision of this bank takes effect; all in seconds. */
export const zStatusTimes = z.strictObject({
  /** On credentials, at verifiers that keep its lists no longer than these say. */
  credentials: z.int().positive(),
  /** From the decision until the transaction that anchors it is sent, though a worker dies meanwhile. */
  anchorInterval: z.int().nonnegative(),
  /** From then until the chain has it. */
  confirmation: z.int().nonnegative(),
});
export type StatusTimes = z.infer<typeof zStatusTimes>;

/** How old a status was when something was decided by it, and how old it could have been. */
export const zStatusFreshness = z.strictObject({
  /** What was decided before this moment was known. */
  asOf: zUnixSeconds,
  /** Seconds from then to the decision. */
  age: z.int().nonnegative(),
  /** Longest time, in seconds, from an issuer's decision to its effect here. */
  bound: z.int().nonnegative(),
});
export type StatusFreshness = z.infer<typeof zStatusFreshness>;
