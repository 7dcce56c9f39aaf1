import { describe, expect, it } from 'vitest';

import { findNextProofMinute, type GrantRecord } from './grant-record.ts';

const MINUTE = 1_790_000_040;
const policy = { chainId: 31_337, registry: '0xAa', owner: '0xCc' };
const grant = (change: Partial<GrantRecord> = {}): GrantRecord => ({
  ...{ requestKey: 'k', clientId: 'c', host: 'h', policyId: '0x1', policyOwner: '0xcc', sentences: [] },
  ...{ chainId: 31_337, registry: '0xaa', account: '0xbb', answeredAt: MINUTE, expiresAt: 0, credentialId: 'i' },
  ...change,
});
const next = (grants: readonly GrantRecord[], now = MINUTE) => findNextProofMinute({ grants, policy, now });

describe('findNextProofMinute', () => {
  it('is the minute after the last proof of this owner, until that has come', () => {
    expect(next([])).toBeUndefined();
    expect(next([grant()])).toBe(MINUTE + 60);
    expect(next([grant()], MINUTE + 59)).toBeUndefined();
    expect(next([grant(), grant({ answeredAt: MINUTE - 60 })])).toBe(MINUTE + 60);
    expect(next([grant({ answeredAt: MINUTE - 60 })])).toBeUndefined();
  });

  it('is not held up by another owner, chain or registry, nor by a proof for a session', () => {
    const others = [{ policyOwner: '0xdd' }, { chainId: 1 }, { registry: '0xee' }, { account: undefined }];
    for (const other of others) expect(next([grant(other as Partial<GrantRecord>)])).toBeUndefined();
  });
});
