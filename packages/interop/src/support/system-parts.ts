/** Clock and randomness of this machine. */
export const systemParts = {
  clock: { now: () => Math.floor(Date.now() / 1000) },
  random: { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) },
};
