#!/usr/bin/env node
/**
 * Writes a test vector: a real proof of the synthetic credential in `circuits/test/fixture.ts`, bound to a chain, a
 * pass registry and an account. Everything but the proof's own randomness is reproducible.
 *
 *   node circuits/bin/create-vector.mjs --out circuits/vectors/accepted/walk.json
 *     [--chain-id 31337] [--registry 0x…] [--scope-id 0x…] [--account 0x…] [--now 1795262400] [--expires-at …]
 *     [--policy policy.json] [--issuer 1] [--list 1] [--leaf 5]
 */
import { runWithSources } from './lib/run-with-sources.mjs';

await runWithSources(import.meta.url, async () => {
  const { writeVector } = await import('./lib/write-vector.mjs');
  const { parseArgs } = await import('node:util');
  const text = { type: 'string' };
  const { values } = parseArgs({
    options: {
      out: text,
      'chain-id': { ...text, default: '31337' },
      registry: { ...text, default: '0x5fbdb2315678afecb367f032d93f642f64180aa3' },
      'scope-id': { ...text, default: `0x${'11'.repeat(32)}` },
      account: { ...text, default: '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266' },
      now: text,
      'expires-at': text,
      policy: text,
      issuer: { ...text, default: '1' },
      list: { ...text, default: '1' },
      leaf: { ...text, default: '5' },
    },
  });
  if (values.out === undefined) throw new Error('Say where to write: --out <file>.');
  await writeVector(values);
  return true;
});
