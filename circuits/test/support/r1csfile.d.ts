declare module 'r1csfile' {
  export function readR1cs(source: Uint8Array, options: object): Promise<unknown>;
}
