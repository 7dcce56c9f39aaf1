#!/usr/bin/env node
/**
 * The ceremony of the proving key: `npm run ceremony -- <step> …`. See circuits/ceremony/README.md.
 *
 *   start      --ptau F [--r1cs F] [--dir D]           initial key; says whether the powers of tau are published ones
 *   contribute --in F --out F --attestation F --name N [--type]   on any machine; --type reads a line that is mixed in
 *   receive    --in F --attestation F --ptau F         coordinator: checks the whole chain, takes the file in
 *   verify     --ptau F [--in F]                       the whole chain against circuit, powers of tau and record
 *   beacon     --hex H --iterations-exp N --source S
 *   finalize   --ptau F [--production]
 *   export     --out D [--install]                     key, Solidity verifier, manifest, transcript; --install: as ours
 *   transcript                                         Markdown to standard output
 */
import { runWithSources } from './lib/run-with-sources.mjs';

await runWithSources(import.meta.url, async () => {
  const { runCeremonyStep } = await import('./lib/run-ceremony-step.mjs');
  return runCeremonyStep(process.argv.slice(2));
});
