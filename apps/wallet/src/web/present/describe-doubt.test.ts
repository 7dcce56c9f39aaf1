import { describe, expect, it } from 'vitest';

import { describeDoubt } from './describe-doubt.ts';

describe('who asks', () => {
  it('is in doubt unless a host is proven, and a key is told from no signature', () => {
    const host = 'shop.example';
    expect(describeDoubt({ isSigned: true, isHostProven: true, host })).toBeUndefined();
    const byKey = describeDoubt({ isSigned: true, isHostProven: false, host });
    const unsigned = describeDoubt({ isSigned: false, isHostProven: false, host });
    expect(byKey).toContain(host);
    expect(unsigned).toContain(host);
    expect(byKey).not.toBe(unsigned);
  });
});
