#!/usr/bin/env node
// Writes test/vectors/admissions.json: real proofs of synthetic holders for the chain that test/utils/RealProofs.sol
// builds. Run it again after the circuit's keys changed. Everything but the proofs' own randomness is reproducible.
import { runWithSources } from '../../../circuits/bin/lib/run-with-sources.mjs';

await runWithSources(import.meta.url, async () => {
  const { writeAdmissionVectors } = await import('../test/support/write-admission-vectors.ts');
  await writeAdmissionVectors();
  return true;
});
