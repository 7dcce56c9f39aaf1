import { FIELD_ORDER, PosternError } from '@postern/primitives';
import { z } from 'zod';

import { BASE_FIELD_ORDER } from '../curve/base-field-order.ts';
import { PUBLIC_SIGNAL_NAMES, type PublicSignalName } from '../generated/public-signals.ts';

/** The presentation cannot be read, or its proof does not stand. Never says anything about the holder. */
export class PresentationError extends PosternError<
  | 'ERR_PRESENTATION_MALFORMED'
  | 'ERR_PRESENTATION_SIGNAL_OUT_OF_RANGE'
  | 'ERR_PRESENTATION_POINT'
  | 'ERR_PRESENTATION_PROOF_INVALID'
> {}

/** The pattern ends the check: what follows it calls `BigInt`, which throws on other text. */
const zInteger = z.string().regex(/^(0|[1-9][0-9]{0,77})$/, { abort: true });
const zCoordinate = zInteger.refine((text) => BigInt(text) < BASE_FIELD_ORDER);
const zPair = z.tuple([zCoordinate, zCoordinate]);

/** Wire form of a proof with its public signals; coordinates in snarkjs order (real part first). */
export const zPresentation = z.strictObject({
  circuit: z.literal('kyc-presentation/1'),
  proof: z.strictObject({ a: zPair, b: z.tuple([zPair, zPair]), c: zPair }),
  publicSignals: z.array(zInteger).length(PUBLIC_SIGNAL_NAMES.length),
});
export type Presentation = z.infer<typeof zPresentation>;

/** The public signals by name. */
export type PublicSignals = Readonly<Record<PublicSignalName, bigint>>;

/**
 * Reads a presentation from outside.
 *
 * @throws {PresentationError} another shape, or a signal that is not below the field order: such a value equals a
 *   smaller one for the proof, and must never be stored or compared
 */
export function parsePresentation(value: unknown): Presentation {
  const parsed = zPresentation.safeParse(value);
  if (!parsed.success) {
    throw new PresentationError('ERR_PRESENTATION_MALFORMED', 'The presentation is not written as the format asks.', {
      details: { at: parsed.error.issues[0]?.path.join('.') ?? '' },
    });
  }
  assertSignalsInField(parsed.data.publicSignals);
  return parsed.data;
}

/** @throws {PresentationError} a signal is not below the field order */
export function assertSignalsInField(signals: readonly string[]): void {
  const index = signals.findIndex((signal) => BigInt(signal) >= FIELD_ORDER);
  if (index !== -1) {
    throw new PresentationError('ERR_PRESENTATION_SIGNAL_OUT_OF_RANGE', 'A public signal is not a field element.', {
      details: { signal: PUBLIC_SIGNAL_NAMES[index] ?? index },
    });
  }
}

/** The public signals of a presentation, by name. */
export function namePublicSignals(presentation: Presentation): PublicSignals {
  return Object.fromEntries(
    PUBLIC_SIGNAL_NAMES.map((name, index) => [name, BigInt(presentation.publicSignals[index]!)]),
  ) as Record<PublicSignalName, bigint>;
}
