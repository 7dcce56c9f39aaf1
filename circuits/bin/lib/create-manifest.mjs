/** The manifest: what the key was made from, and the SHA-256 of every file. */

const DEVELOPMENT_WARNING =
  'DEVELOPMENT KEYS. They are made from published beacons alone: their secret is public, anybody can forge a proof. Local chains only.';
const LOCAL_CEREMONY_WARNING =
  'DEVELOPMENT KEYS. Their powers of tau or contributions are not those of a production ceremony. Local chains only.';

/**
 * Of the development key that the build makes.
 *
 * @param {{ circuit: string, constraints: number, publicSignals: string[], sourceSha256: string, compiler: object, powersOfTau: object, phase2: object, files: object }} parts
 */
export const createDevelopmentManifest = ({ circuit, ...parts }) => ({
  circuit,
  development: true,
  warning: DEVELOPMENT_WARNING,
  ...parts,
});

/**
 * Of the key that a ceremony made; circuit, compiler and witness program are those of the base manifest.
 *
 * @param {{ base: object, record: object, files: { zkey: object, vkey: object } }} options record: a final one
 */
export function createCeremonyManifest({ base, record, files }) {
  const { powersOfTau, contributions, beacon, final } = record;
  return {
    circuit: base.circuit,
    development: !final.production,
    ...(final.production ? {} : { warning: LOCAL_CEREMONY_WARNING }),
    constraints: base.constraints,
    publicSignals: base.publicSignals,
    sourceSha256: base.sourceSha256,
    compiler: base.compiler,
    powersOfTau: {
      source: powersOfTau.kind === 'perpetual' ? powersOfTau.name : 'made for development',
      power: powersOfTau.power,
      sha256: powersOfTau.sha256,
      blake2b: powersOfTau.blake2b,
    },
    phase2: {
      contributions: contributions.length,
      contributors: contributions.map(({ name, hash }) => ({ name, hash })),
      beacon: { name: beacon.source, hex: beacon.hex, iterationsExp: beacon.iterationsExp },
    },
    files: { r1cs: base.files.r1cs, wasm: base.files.wasm, zkey: files.zkey, vkey: files.vkey },
  };
}
