import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { IssuerContext } from '../ports.ts';
import { createVault } from '../vault/create-vault.ts';
import { createServerNonce, readServerNonce } from './server-nonce.ts';

const NOW = 1_790_000_000;
let counter = 0;
const random = { bytes: (length: number) => new Uint8Array(length).fill((counter += 1)) };
const contextAt = async (now: number, key = 1): Promise<IssuerContext> =>
  ({
    clock: { now: () => now },
    random,
    vault: await createVault({ masterKey: new Uint8Array(32).fill(key), random }),
  }) as unknown as IssuerContext;
const options = { kind: 'proof', tenant: 'bank' } as const;

describe('a nonce of the server', () => {
  it('is known to another process with the same key, until it runs out', async () => {
    const nonce = await createServerNonce(await contextAt(NOW), { ...options, lifeSeconds: 300 });
    expect(nonce).toMatch(/^[\w-]{44}$/);
    expect(await readServerNonce(await contextAt(NOW + 299), { ...options, nonce })).toBe(NOW + 300);
    expect(await readServerNonce(await contextAt(NOW + 300), { ...options, nonce })).toBeNull();
  });

  it('is good for its own purpose and bank, under its own key', async () => {
    const nonce = await createServerNonce(await contextAt(NOW), { ...options, lifeSeconds: 300 });
    const context = await contextAt(NOW);
    expect(await readServerNonce(context, { ...options, nonce })).not.toBeNull();
    expect(await readServerNonce(context, { ...options, kind: 'dpop', nonce })).toBeNull();
    expect(await readServerNonce(context, { ...options, tenant: 'other', nonce })).toBeNull();
    expect(await readServerNonce(await contextAt(NOW, 2), { ...options, nonce })).toBeNull();
  });

  it('differs each time and survives no change', async () => {
    const context = await contextAt(NOW);
    const nonces = await Promise.all(
      Array.from({ length: 5 }, () => createServerNonce(context, { ...options, lifeSeconds: 300 })),
    );
    expect(new Set(nonces).size).toBe(5);
    const [nonce] = nonces as [string];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 43 }), fc.constantFrom(...'AQgw-_09'), async (position, character) => {
        const changed = nonce.slice(0, position) + character + nonce.slice(position + 1);
        const read = await readServerNonce(context, { ...options, nonce: changed });
        expect(read !== null).toBe(changed === nonce);
      }),
      { numRuns: 200, seed: 7 },
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 60 }), async (text) => {
        expect(await readServerNonce(context, { ...options, nonce: text })).toBeNull();
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
