import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { repositoryFolder, runForge } from '../run-forge.mjs';

/** Unoptimised code compiles four times faster and behaves the same; few fuzz runs find what a mutant breaks. */
const QUICK = { FOUNDRY_FUZZ_RUNS: '64' };
/** All but the random sequences, which run last, and the gas of optimised code. */
const UNIT = ['--no-match-contract', '^(Gas|PosternInvariant)Test$'];
/** Tests that are closest to a file: they run first, for fewer files compile in less time. */
const CLOSEST = {
  'PassRegistry.sol': 'unit/{PassRegistry,PassRoots,PassLife,PassEnds,PassRenewals,AdmitBatch}',
  'PassStore.sol': 'unit/{PassRegistry,PassLife,PassEnds,PassRenewals,PassVersions}',
  'AdmissionChecks.sol': 'unit/{PassRegistry,PassRoots,PassLife,PassEnds}',
  'AccountConsent.sol': 'unit/{PassRegistry,PassEnds,AdmitBatch,Attacks}',
  'PackedRecords.sol': 'unit/{PassRegistry,PassLife,PassRenewals}',
  'VerifierCalls.sol': 'unit/{PassLife,AdmitBatch}',
  'PassToken.sol': 'unit/PassToken',
  'PassCard.sol': 'unit/PassToken',
  'PolicyRegistry.sol': 'unit/{PolicyRegistry,Governance,PassRegistry}',
  'TrustRegistry.sol': 'unit/TrustRegistry{,Roots,Suspension}',
  'BabyJubjub.sol': 'unit/{BabyJubjub,TrustRegistry}',
  'RegistryTree.sol': 'unit/TrustRegistry{Roots,Suspension}',
  'UtcDate.sol': 'unit/UtcDate',
  'HarborVault.sol': 'unit/HarborVault',
  'HarborLending.sol': 'examples/HarborLending{,Fees,Hooks}',
};
const TIMEOUT_MS = 1_200_000;
const COPIED = [
  ...['src', 'test', 'bin', 'snapshots'].map((folder) => `packages/contracts/${folder}`),
  'circuits/vectors',
];

/**
 * A copy of the contracts and their tests in a folder of its own, in which mutants are tried one after the other.
 *
 * @returns {Promise<{ tryMutant: (options: { file: string, source: string }) => Promise<string>, close: () => Promise<void> }>}
 *   `tryMutant` tells the outcome: `invalid` (does not compile), what killed it, or `survived`
 */
export async function createWorkshop() {
  const root = await mkdtemp(path.join(os.tmpdir(), 'postern-mutation-'));
  for (const folder of COPIED)
    await cp(path.join(repositoryFolder, folder), path.join(root, folder), { recursive: true });
  await cp(
    path.join(repositoryFolder, 'packages/contracts/foundry.toml'),
    path.join(root, 'packages/contracts/foundry.toml'),
  );
  await cp(path.join(repositoryFolder, 'package.json'), path.join(root, 'package.json'));
  await symlink(path.join(repositoryFolder, 'node_modules'), path.join(root, 'node_modules'));
  const forge = (arguments_) =>
    runForge([...arguments_, '--optimize', 'false', '--color', 'never'], { root, env: QUICK, timeoutMs: TIMEOUT_MS });
  const readAbi = async (file) => {
    const name = path.basename(file, '.sol');
    const artifact = path.join(root, 'packages/contracts/out', `${name}.sol`, `${name}.json`);
    return JSON.stringify(JSON.parse(await readFile(artifact, 'utf8')).abi);
  };

  const baseline = await forge(['test', ...UNIT]);
  if (baseline.exitCode !== 0) throw new Error(`The tests fail without any mutant:\n${baseline.output.slice(-2000)}`);

  return {
    tryMutant: async ({ file, source }) => {
      const target = path.join(root, file);
      const original = await readFile(target, 'utf8');
      const abi = await readAbi(file);
      await writeFile(target, source);
      try {
        const closest = CLOSEST[path.basename(file)];
        if (closest !== undefined) {
          const near = await forge(['test', '--fail-fast', '--match-path', `packages/contracts/test/${closest}.t.sol`]);
          if (/Compiler run failed|Error \(\d+\)/.test(near.output)) return 'invalid';
          if ((await readAbi(file)) !== abi) return 'interface check';
          if (near.exitCode !== 0) return nameOfFailure(near.output) ?? 'tests';
        }
        const unit = await forge(['test', '--fail-fast', ...UNIT]);
        if (/Compiler run failed|Error \(\d+\)/.test(unit.output)) return 'invalid';
        if ((await readAbi(file)) !== abi) return 'interface check';
        if (unit.exitCode !== 0) return nameOfFailure(unit.output) ?? 'tests';
        const invariant = await forge(['test', '--fail-fast', '--match-path', '*/invariant/*']);
        return invariant.exitCode === 0 ? 'survived' : (nameOfFailure(invariant.output) ?? 'invariants');
      } finally {
        await writeFile(target, original);
      }
    },
    close: () => rm(root, { recursive: true, force: true }),
  };
}

function nameOfFailure(output) {
  return /^\[FAIL.*\] (\w+)\([^()]*\) \((?:gas|runs)/m.exec(output)?.[1];
}
