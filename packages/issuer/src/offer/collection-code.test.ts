import { describe, expect, it } from 'vitest';

import { createVault } from '../vault/create-vault.ts';
import { hashCollectionCode, readCollectionCode } from './collection-code.ts';

const random = { bytes: (length: number) => new Uint8Array(length) };
const vault = await createVault({ masterKey: new Uint8Array(32).fill(3), random });
const hash = (collectionCode: string, tenant = 'bank') => hashCollectionCode({ vault, tenant, collectionCode });

describe('a collection code', () => {
  it('follows from the offer, in letters and digits that nobody mixes up', async () => {
    const codes = await Promise.all(
      Array.from({ length: 50 }, (_, n) => readCollectionCode({ vault, offerId: `o${n}` })),
    );
    expect(new Set(codes).size).toBe(50);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(await readCollectionCode({ vault, offerId: 'o1' })).toBe(codes[1]);
  });

  it('is found however it is typed, at its own bank', async () => {
    const known = await hash('0A1B-2C3D');
    for (const typed of ['0a1b2c3d', ' oAIb 2c3d ', 'OalB–2C3D']) expect(await hash(typed)).toBe(known);
    expect(await hash('0A1B-2C3E')).not.toBe(known);
    expect(await hash('0A1B-2C3D', 'other')).not.toBe(known);
  });
});
