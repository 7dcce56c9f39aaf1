import { computeAnchorBound } from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import { readAnchorTimes, readEnv } from './env.ts';

describe('the time in which a change is on chain', () => {
  it('comes from the pause between two rounds and the time of inclusion, and from nothing else', () => {
    const bound = (env: Record<string, string>) => computeAnchorBound(readAnchorTimes(readEnv(env)));
    expect(bound({})).toBe(156);
    expect(bound({ ISSUER_CONFIRMATION_SECONDS: '100' })).toBe(236);
    expect(bound({ ISSUER_ANCHOR_INTERVAL_MS: '5000' })).toBe(180);
  });

  it.each([
    ['ISSUER_ANCHOR_RESEND_SECONDS', '156', '155'],
    ['ISSUER_ANCHOR_DEARER_SECONDS', '156', '155'],
    ['ISSUER_ANCHOR_HEARTBEAT_SECONDS', '156', '157'],
  ])('is contradicted by %s=%s, not by %s', (name, wrong, right) => {
    expect(() => readEnv({ [name]: wrong })).toThrow(new RegExp(name));
    expect(() => readEnv({ [name]: right })).not.toThrow();
  });
});
