import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { circuitManifest, kycPresentationVerificationKey } from '@postern/proof/verify';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { runKeyCheck } from './run-key-check.ts';

const printed: string[] = [];
const keep = (text: unknown): boolean => printed.push(String(text)) > 0;

describe('postern key check', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'postern-key-'));
    vi.spyOn(process.stdout, 'write').mockImplementation(keep);
    vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  });
  afterEach(() => printed.splice(0));
  afterAll(async () => {
    vi.restoreAllMocks();
    await rm(dir, { recursive: true, force: true });
  });
  const write = async (name: string, value: unknown): Promise<string> => {
    await writeFile(path.join(dir, name), JSON.stringify(value));
    return path.join(dir, name);
  };

  it('accepts the built-in key on a local chain, refuses it on others', async () => {
    expect(await runKeyCheck({ chainId: 31_337 })).toBe(0);
    expect(printed.join('')).toContain(circuitManifest.files.vkey.sha256);
    expect(await runKeyCheck({ chainId: 1 })).toBe(1);
    expect(printed.join('')).toContain('ERR_VERIFICATION_KEY_DEVELOPMENT');
  });

  it('takes key and manifest from files', async () => {
    const keyFile = await write('key.json', kycPresentationVerificationKey);
    const manifestFile = await write('manifest.json', { ...circuitManifest, development: false });
    expect(await runKeyCheck({ keyFile, manifestFile, chainId: 1 })).toBe(0);
    const uncontributed = {
      ...kycPresentationVerificationKey,
      vk_delta_2: kycPresentationVerificationKey.vk_gamma_2,
    };
    expect(await runKeyCheck({ keyFile: await write('open.json', uncontributed), chainId: 31_337 })).toBe(1);
    expect(printed.join('')).toContain('ERR_VERIFICATION_KEY_NO_CONTRIBUTION');
  });
});
