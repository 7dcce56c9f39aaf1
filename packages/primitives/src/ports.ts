/** Tells the time in whole unix seconds. */
export type Clock = { now(): number };

/** Cryptographically secure randomness. */
export type Random = { bytes(length: number): Uint8Array };
