/** Unix seconds of the role to the driver's dates, and back. */
export const toDate = (seconds: number): Date => new Date(seconds * 1000);
export const toSeconds = (date: Date): number => Math.floor(date.getTime() / 1000);
export const toNullableDate = (seconds: number | null): Date | null => (seconds === null ? null : toDate(seconds));
export const toNullableSeconds = (date: Date | null): number | null => (date === null ? null : toSeconds(date));

/** The driver wants bytes over a plain ArrayBuffer. */
export const toBytes = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
export const toNullableBytes = (bytes: Uint8Array | null): Uint8Array<ArrayBuffer> | null =>
  bytes === null ? null : toBytes(bytes);
