import { circuitManifest } from '@postern/proof';
import { expect, test } from 'vitest';

import { readRebuildResult } from '../bin/lib/rebuild-result.mjs';
import { rebuildFromScratch } from './support/rebuild-from-scratch.ts';

const { files: built, powersOfTau } = circuitManifest;

test('the committed artifacts were made again, bit for bit, from these sources', async () => {
  // Minutes, so only when sources or tools changed since; the result is then committed with them.
  if (!(await readRebuildResult()).fresh) expect(await rebuildFromScratch()).toBe(true);
  const { fresh, files } = await readRebuildResult();
  expect(fresh).toBe(true);
  expect(files).toEqual({
    r1cs: built.r1cs.sha256,
    wasm: built.wasm.sha256,
    zkey: built.zkey.sha256,
    vkey: built.vkey.sha256,
    powersOfTau: powersOfTau.sha256,
  });
}, 1_800_000);
