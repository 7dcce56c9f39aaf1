import { z } from 'zod';

import { zFieldElementText } from '../common/z-primitives.ts';

const zPair = z.tuple([zFieldCoordinate(), zFieldCoordinate()]);

/** Coordinates live in the base field, so they are only bounded by 256 bits here; the verifier checks the points. */
function zFieldCoordinate() {
  return z
    .string()
    .regex(/^(0|[1-9][0-9]{0,77})$/, { abort: true })
    .refine((text) => BigInt(text) < 2n ** 256n);
}

/** A zero-knowledge presentation: Groth16 proof in snarkjs coordinate order and the eight public signals. */
export const zZkPresentation = z.strictObject({
  circuit: z.literal('kyc-presentation/1'),
  proof: z.strictObject({ a: zPair, b: z.tuple([zPair, zPair]), c: zPair }),
  publicSignals: z.array(zFieldElementText).length(8),
});
export type ZkPresentation = z.infer<typeof zZkPresentation>;
