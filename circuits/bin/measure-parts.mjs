#!/usr/bin/env node
/** Prints the constraints of every template on its own, after --O2: the table of circuits/README.md. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compileCircuit } from './lib/compile-circuit.mjs';
import { buildDir, circuitsDir } from './lib/paths.mjs';

const PARTS = [
  ['AttributeTokens()', 'attribute-tokens'],
  ['HolderCommitment()', 'holder-commitment'],
  ['SealMessage()', 'seal-message'],
  ['IssuerSignature()', 'issuer-signature'],
  ['StatusRoot(7)', 'status-root'],
  ['IssuerLeaf()', 'issuer-leaf'],
  ['RegistryRoot(7)', 'registry-root'],
  ['Expiry()', 'expiry'],
  ['RangePredicate()', 'predicates/range-predicate'],
  ['SetPredicate(48)', 'predicates/set-predicate'],
  ['FlagsPredicate()', 'predicates/flags-predicate'],
  ['IssuerMask()', 'predicates/issuer-mask'],
  ['PolicyHash()', 'policy-hash'],
  ['Nullifier()', 'nullifier'],
];

const outDir = path.join(buildDir, 'parts');
await mkdir(outDir, { recursive: true });
for (const [main, file] of PARTS) {
  const source = path.join(outDir, 'part.circom');
  const included = path.relative(outDir, path.join(circuitsDir, 'src', `${file}.circom`));
  await writeFile(source, `pragma circom 2.2.0;\ninclude "${included}";\ncomponent main = ${main};\n`);
  const { constraints } = await compileCircuit({ source, outDir, name: 'part' });
  console.log(`${main.padEnd(22)} ${constraints}`);
}
