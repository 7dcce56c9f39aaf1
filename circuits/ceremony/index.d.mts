/** Types of the ceremony's steps, for tests; the JSDoc beside each step says what it does. */
export type PublishedPowersOfTau = { name: string; files: { power: number; file: string; blake2b: string }[] };
export type PowersOfTauIdentity = {
  kind: 'perpetual' | 'development';
  name: string;
  power: number;
  sha256: string;
  blake2b: string;
};
export type CeremonyRecord = {
  circuit: string;
  startedAt: number;
  r1cs: { sha256: string; bytes: number };
  powersOfTau: PowersOfTauIdentity;
  circuitHash: string;
  initial: { file: string; sha256: string };
  contributions: {
    name: string;
    hash: string;
    date: number;
    receivedAt: number;
    file: string;
    sha256: string;
  }[];
  beacon: { source: string; hex: string; iterationsExp: number; hash: string; file: string; sha256: string } | null;
  final: { file: string; sha256: string; production: boolean; date: number } | null;
};
type Inputs = { directory: string; r1cs: string; powersOfTau: string; published?: PublishedPowersOfTau };
type Contribution = { name: string; hash: string };

export const PUBLISHED: PublishedPowersOfTau;
export class CeremonyError extends Error {
  readonly code: string;
}
export function identifyPowersOfTau(options: {
  file: string;
  published?: PublishedPowersOfTau;
}): Promise<PowersOfTauIdentity>;
export function hashFile(file: string): Promise<{ sha256: string; blake2b: string; bytes: number }>;
export function readRecord(directory: string): Promise<CeremonyRecord>;
export function newestKey(options: { directory: string; record: CeremonyRecord }): string;
export function startCeremony(options: Inputs & { circuit: string; now: number }): Promise<CeremonyRecord>;
export function contributeToKey(options: {
  input: string;
  output: string;
  attestation: string;
  name: string;
  text?: string;
  now: number;
}): Promise<{ hash: string; sha256: string }>;
export function receiveContribution(
  options: Inputs & { file: string; attestation: string; now: number },
): Promise<CeremonyRecord>;
export function verifyCeremony(options: Inputs & { file?: string }): Promise<Contribution[]>;
export function applyBeacon(options: {
  directory: string;
  hex: string;
  iterationsExp: number;
  source: string;
  now: number;
}): Promise<CeremonyRecord>;
export function finalizeCeremony(options: Inputs & { production: boolean; now: number }): Promise<CeremonyRecord>;
export function exportKey(options: { directory: string; out: string; base: object }): Promise<{
  manifest: {
    development: boolean;
    publicSignals: string[];
    powersOfTau: { source: string };
    phase2: { contributors: Contribution[] };
    files: Record<'r1cs' | 'wasm' | 'zkey' | 'vkey', { sha256: string }>;
  };
  vkey: object;
}>;
export function transcriptText(options: { record: CeremonyRecord; manifest?: object }): string;
export function readTypedText(options: {
  input: NodeJS.ReadableStream;
  write: (text: string) => void;
}): Promise<string>;
