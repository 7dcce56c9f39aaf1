import { FIELD_ORDER } from '@postern/primitives';

/** The representative in 0 … r − 1. */
export function mod(value: bigint): bigint {
  const rest = value % FIELD_ORDER;
  return rest < 0n ? rest + FIELD_ORDER : rest;
}

/** The inverse modulo r (extended Euclid); the value is not zero. */
export function invert(value: bigint): bigint {
  let [r, nextR, t, nextT] = [FIELD_ORDER, mod(value), 0n, 1n];
  while (nextR !== 0n) {
    const quotient = r / nextR;
    [r, nextR, t, nextT] = [nextR, r - quotient * nextR, nextT, t - quotient * nextT];
  }
  return mod(t);
}
