import { PosternError } from '@postern/primitives';

/** The parts of a Groth16 proving key as snarkjs writes it. */
export type ProvingKey = {
  wires: number;
  publicCount: number;
  /** log2 of the domain. */
  power: number;
  /** Affine points in Montgomery form with factor 2^256: α₁, β₁, β₂, γ₂, δ₁, δ₂. */
  header: { alpha1: Uint8Array; beta1: Uint8Array; beta2: Uint8Array; delta1: Uint8Array; delta2: Uint8Array };
  coefficients: Uint8Array;
  points: Record<'A' | 'B1' | 'B2' | 'C' | 'H', Uint8Array>;
};

/** The bytes are no Groth16 proving key over BN254. */
export class ProvingKeyError extends PosternError<'ERR_PROVING_KEY_MALFORMED'> {}

/** Six points: three of 64 bytes and three of 128, after sizes, moduli and counts. */
const HEADER_BYTES = 84 + 3 * 64 + 3 * 128;

/** Reads the sections without copying them. @throws {ProvingKeyError} */
export function readProvingKey(bytes: Uint8Array): ProvingKey {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sections = new Map<number, Uint8Array>();
  if (bytes.byteLength < 12 || new TextDecoder().decode(bytes.subarray(0, 4)) !== 'zkey') throw malformed();
  for (let position = 12; position < bytes.byteLength; ) {
    const start = position + 12;
    if (start > bytes.byteLength) throw malformed();
    const end = start + Number(view.getBigUint64(position + 4, true));
    if (end > bytes.byteLength) throw malformed();
    sections.set(view.getUint32(position, true), bytes.subarray(start, end));
    position = end;
  }
  const section = (id: number): Uint8Array => {
    const found = sections.get(id);
    if (found === undefined) throw malformed();
    return found;
  };
  const header = section(2);
  if (header.byteLength < HEADER_BYTES) throw malformed();
  const numbers = new DataView(header.buffer, header.byteOffset, header.byteLength);
  // n8q, q, n8r, r, then three counts, then the points.
  if (numbers.getUint32(0, true) !== 32 || numbers.getUint32(36, true) !== 32) throw malformed();
  const [wires, publicCount, domain] = [72, 76, 80].map((offset) => numbers.getUint32(offset, true));
  const power = Math.log2(domain!);
  if (!Number.isInteger(power)) throw malformed();
  const point = (offset: number, length: number) => header.subarray(84 + offset, 84 + offset + length);
  return {
    wires: wires!,
    publicCount: publicCount!,
    power,
    header: {
      alpha1: point(0, 64),
      beta1: point(64, 64),
      beta2: point(128, 128),
      delta1: point(384, 64),
      delta2: point(448, 128),
    },
    coefficients: section(4),
    points: { A: section(5), B1: section(6), B2: section(7), C: section(8), H: section(9) },
  };
}

function malformed(): ProvingKeyError {
  return new ProvingKeyError('ERR_PROVING_KEY_MALFORMED', 'This is no Groth16 proving key over BN254.');
}
