import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { packageFolder, repositoryFolder } from '../run-forge.mjs';

const RESULT = path.join(packageFolder, 'mutation/result.json');
const EXPLANATIONS = path.join(packageFolder, 'mutation/explanations.json');

/** What is mutated: all that we wrote and that is deployed. The verifier is generated and has proofs of its own. */
export const MUTATED = [
  'PassRegistry.sol',
  'PassStore.sol',
  'PassToken.sol',
  'PolicyRegistry.sol',
  'PosternGuard.sol',
  'TrustRegistry.sol',
  'libraries/AccountConsent.sol',
  'libraries/AdmissionChecks.sol',
  'libraries/BabyJubjub.sol',
  'libraries/PackedRecords.sol',
  'libraries/PassCard.sol',
  'libraries/PresentationSignals.sol',
  'libraries/RegistryTree.sol',
  'libraries/UtcDate.sol',
  'libraries/VerifierCalls.sol',
  'examples/HarborVault.sol',
  'examples/erc3643/PosternIdentityRegistry.sol',
  'examples/lending/HarborLending.sol',
  'examples/uniswap/PosternHook.sol',
].map((file) => `packages/contracts/src/${file}`);

export const readSource = (file) => readFileSync(path.join(repositoryFolder, file), 'utf8');
const hashSource = (source) => createHash('sha256').update(source).digest('hex');

/** Outcomes of an earlier run that still hold: those of files that have not changed since. `sources`: text by file. */
export function readOutcomes({ sources: present }) {
  if (!existsSync(RESULT)) return new Map();
  const { sources, mutants } = JSON.parse(readFileSync(RESULT, 'utf8'));
  const isFresh = (file) => sources[file] === hashSource(present[file] ?? '');
  const files = new Map(Object.keys(sources).map((file) => [file, isFresh(file)]));
  return new Map(mutants.filter(({ file }) => files.get(file)).map((mutant) => [mutant.id, mutant]));
}

/** Writes everything known so far, in a stable order, and returns the totals. */
export function writeOutcomes({ outcomes, listed, sources: present }) {
  const explanations = existsSync(EXPLANATIONS) ? JSON.parse(readFileSync(EXPLANATIONS, 'utf8')) : {};
  const mutants = [...outcomes.values()]
    .sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.id.localeCompare(b.id))
    .map((mutant) =>
      mutant.outcome === 'survived' ? { ...mutant, explanation: explanations[mutant.id] ?? null } : mutant,
    );
  const count = (outcome) => mutants.filter((mutant) => mutant.outcome === outcome).length;
  const [invalid, survived] = [count('invalid'), count('survived')];
  const tried = mutants.length - invalid;
  const totals = { listed, tried, killed: tried - survived, survived, invalid };
  const sources = Object.fromEntries(
    [...new Set(mutants.map(({ file }) => file))].map((file) => [file, hashSource(present[file])]),
  );
  writeFileSync(RESULT, `${JSON.stringify({ totals, sources, mutants }, null, 2)}\n`);
  return totals;
}
