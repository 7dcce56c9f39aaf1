import { z } from 'zod';

import { zUnixSeconds } from '../common/z-primitives.ts';

/** `GET /staff/status`: the bank's status list and its anchor on chain. */
export const zStatusOverview = z.strictObject({
  issuerId: z.int(),
  listId: z.int(),
  leafIndex: z.int().nullable(),
  epoch: z.int(),
  revoked: z.int(),
  suspended: z.int(),
  /** Copies, each with an index of its own … */
  issued: z.int(),
  /** … and the issuances that they came of. */
  issuances: z.int(),
  /** Decimal root of the published rows. */
  publishedRoot: z.string(),
  /** Decimal root that the registry holds now. */
  anchoredRoot: z.string().nullable(),
  inSync: z.boolean(),
  /** Every chain that changes are anchored on, in the order of the configuration; the fields above are of the first. */
  chains: z.array(
    z.strictObject({
      chainId: z.int(),
      inSync: z.boolean(),
      /** Moment of the oldest change that is not on this chain. */
      waitingSince: zUnixSeconds.nullable(),
    }),
  ),
  anchors: z.array(
    z.strictObject({
      epoch: z.int(),
      state: z.enum(['pending', 'sent', 'confirmed', 'failed']),
      transactionHash: z.string().nullable(),
      createdAt: zUnixSeconds,
      confirmedAt: zUnixSeconds.nullable(),
    }),
  ),
});
export type StatusOverview = z.infer<typeof zStatusOverview>;

/** `GET /staff/alarms`: what did not happen in its time, for whoever is at the desk. */
export const zDeskAlarms = z.strictObject({
  /** Longest time that a change may wait for a chain, seconds; `status/times` states it to everybody. */
  boundSeconds: z.int().nonnegative(),
  /** How many chains changes are anchored on. */
  chains: z.int().positive(),
  /** The oldest acknowledged change that each chain lacks though its time is over. */
  changes: z.array(z.strictObject({ chainId: z.int(), since: zUnixSeconds })),
  /** Periodic work that failed for good and has not ended well since, each kind once. */
  jobs: z.array(z.strictObject({ job: z.string(), at: zUnixSeconds, code: z.string() })),
});
export type DeskAlarms = z.infer<typeof zDeskAlarms>;

/** `GET /staff/audit`: newest first. */
export const zAuditPage = z.strictObject({
  entries: z.array(
    z.strictObject({
      sequence: z.int(),
      at: zUnixSeconds,
      actor: z.string(),
      action: z.string(),
      caseId: z.string().nullable(),
      hash: z.string(),
    }),
  ),
  /** Whether every entry's hash follows from the one before it. */
  intact: z.boolean(),
});
export type AuditPage = z.infer<typeof zAuditPage>;
