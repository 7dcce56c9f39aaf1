declare module 'circomlibjs' {
  type Field = { e(value: bigint): Uint8Array; toObject(value: Uint8Array): bigint };
  type Poseidon = { (inputs: readonly bigint[]): Uint8Array; F: Field };
  type Eddsa = {
    babyJub: { F: Field };
    prv2pub(privateKey: Uint8Array): [Uint8Array, Uint8Array];
    signPoseidon(privateKey: Uint8Array, message: Uint8Array): { R8: [Uint8Array, Uint8Array]; S: bigint };
  };
  export function buildPoseidon(): Promise<Poseidon>;
  export function buildEddsa(): Promise<Eddsa>;
}
