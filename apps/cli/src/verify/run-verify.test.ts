import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { canonicalPolicyJson, type PolicyInput } from '@postern/proof';
import type { Presentation } from '@postern/proof/verify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { REPOSITORY } from '../start/launcher-paths.ts';
import { runVerify, verifyFiles } from './run-verify.ts';

describe('verifyFiles', () => {
  let dir: string;
  let vector: { presentation: Presentation; policy: PolicyInput };
  const write = async (name: string, text: string): Promise<string> => {
    await writeFile(path.join(dir, name), text);
    return path.join(dir, name);
  };

  beforeAll(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'postern-verify-'));
    const file = path.join(REPOSITORY, 'circuits', 'vectors', 'accepted', 'walk.json');
    vector = JSON.parse(await readFile(file, 'utf8')) as typeof vector;
  });
  afterAll(async () => {
    await rm(dir, { recursive: true, force: true });
  });

  it('accepts a real proof for its policy and refuses it for another, and after its time', async () => {
    const presentationFile = await write('presentation.json', JSON.stringify(vector.presentation));
    const policyFile = await write('policy.json', canonicalPolicyJson(vector.policy));
    const other = await write('other.json', canonicalPolicyJson({ age: { atLeast: 21 }, issuers: [1] }));
    const now = Number(vector.presentation.publicSignals[5]);
    const failing = async (options: { policyFile: string; now: number }): Promise<string[]> =>
      (await verifyFiles({ presentationFile, ...options })).checks
        .filter(({ outcome }) => outcome !== 'passed')
        .map(({ name }) => name);
    expect(await failing({ policyFile, now })).toEqual([]);
    expect(await failing({ policyFile: other, now })).toEqual(['it is about this policy']);
    expect(await failing({ policyFile, now: now - 1 })).toEqual(['it was made in the past']);
    expect(await failing({ policyFile, now: now + 10 ** 9 })).toEqual(['it has not expired']);
  });

  it('refuses a proof whose signals were changed', async () => {
    const publicSignals = vector.presentation.publicSignals.with(4, '1');
    const presentationFile = await write('bent.json', JSON.stringify({ ...vector.presentation, publicSignals }));
    const { checks, signals } = await verifyFiles({ presentationFile, now: 0 });
    expect(checks.map(({ outcome, code }) => code ?? outcome)).toEqual([
      'passed',
      'passed',
      'passed',
      'ERR_PRESENTATION_PROOF_INVALID',
      'failed',
      'not reached',
      'not reached',
    ]);
    expect(signals).toEqual([]);
  });

  it('gives the verdict of snarkjs beside ours, and none where there is no proof to ask about', async () => {
    const verdict = async (given: unknown): Promise<(string | undefined)[]> => {
      const presentationFile = await write('asked.json', JSON.stringify(given));
      const { checks } = await verifyFiles({ presentationFile, now: 0 });
      return ['the proof stands for its public signals', 'snarkjs takes the proof too'].map(
        (name) => checks.find((check) => check.name === name)?.outcome,
      );
    };
    expect(await verdict(vector.presentation)).toEqual(['passed', 'passed']);
    const c = ['1', '2'] as [string, string];
    expect(await verdict({ ...vector.presentation, proof: { ...vector.presentation.proof, c } })).toEqual([
      'failed',
      'failed',
    ]);
    const a = ['1', '1'] as [string, string];
    expect(await verdict({ ...vector.presentation, proof: { ...vector.presentation.proof, a } })).toEqual([
      'not reached',
      'failed',
    ]);
    expect(await verdict({})).toEqual(['not reached', 'not reached']);
  });

  it('prints checks and signals, never the nullifier', async () => {
    const printed: string[] = [];
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
    const presentationFile = await write('shown.json', JSON.stringify(vector.presentation));
    const now = Number(vector.presentation.publicSignals[5]);
    try {
      expect(await runVerify({ presentationFile, now })).toBe(0);
    } finally {
      spy.mockRestore();
    }
    const text = printed.join('');
    expect(text).toContain('✓ the proof stands for its public signals');
    expect(text).toContain('✓ snarkjs takes the proof too');
    for (const signal of vector.presentation.publicSignals.slice(1)) expect(text).toContain(signal);
    expect(text).not.toContain(vector.presentation.publicSignals[0]);
    expect(text).not.toContain('nullifier');
  });
});
