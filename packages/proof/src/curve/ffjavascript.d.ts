/** The part that is used here; the package brings no types. */
declare module 'ffjavascript' {
  /** A new curve at each call when `singleThread`, else the process's one, which has workers. */
  export function buildBn128(singleThread: boolean): Promise<unknown>;
}
