import { type AdmissionOptions, createAdmission } from '@postern/sdk';

/** Arguments of `PassRegistry.admit` as JSON: decimal strings instead of bigints. */
export type WrittenAdmission = {
  proof: { a: string[]; b: string[][]; c: string[] };
  signals: string[];
};

/** Turns a verified presentation into what the page hands to its account's wallet. */
export function writeAdmission(options: AdmissionOptions): WrittenAdmission {
  const { proof, signals } = createAdmission(options);
  return {
    proof: { a: proof.a.map(String), b: proof.b.map((pair) => pair.map(String)), c: proof.c.map(String) },
    signals: signals.map(String),
  };
}
