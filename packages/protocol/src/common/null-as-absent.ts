import { z } from 'zod';

/**
 * An optional member of a message that somebody else's software wrote: an explicit `null` says the same as leaving it
 * out. Never for members that name somebody or say where something goes.
 */
export function nullAsAbsent<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => value ?? undefined, schema.optional()).optional();
}
