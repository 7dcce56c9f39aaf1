import { describe, expect, it } from 'vitest';

import { createContainer } from './container.ts';
import { readEnv, zSeed } from './env.ts';

const protocol = { slug: 'demo-vault', name: 'Harbor Vault', apiKey: 'k'.repeat(32), policyIds: [], origins: [] };

describe('readEnv', () => {
  it('needs nothing on a local machine', () => {
    expect(readEnv({})).toMatchObject({ PORT: 4104, VERIFIER_CHAIN_ID: 31_337 });
  });

  it('takes a master key with or without 0x, and no other length', () => {
    const read = (VERIFIER_MASTER_KEY: string) => readEnv({ VERIFIER_MASTER_KEY }).VERIFIER_MASTER_KEY;
    expect(read(`0x${'AB'.repeat(32)}`)).toBe(read('ab'.repeat(32)));
    expect(() => read('ab'.repeat(31))).toThrow();
  });

  it('takes rates of second opinions from never to always, and nothing that could mean never by mistake', () => {
    const read = (VERIFIER_SECOND_OPINION_RATE: string) =>
      readEnv({ VERIFIER_SECOND_OPINION_RATE }).VERIFIER_SECOND_OPINION_RATE;
    expect([readEnv({}).VERIFIER_SECOND_OPINION_RATE, readEnv({}).VERIFIER_SECOND_OPINION_RATE_VC_JWT]).toEqual([
      0.1, 1,
    ]);
    expect(['0', '0.25', '1', '1.0'].map(read)).toEqual([0, 0.25, 1, 1]);
    for (const wrong of ['', ' ', '2', '-0.1', '1.5', '10%', '.', 'yes']) expect(() => read(wrong)).toThrow();
  });

  it('takes a seed of known protocols only', () => {
    expect(zSeed.parse({ protocols: [{ ...protocol, origins: ['http://localhost:4106/'] }] })).toMatchObject({
      protocols: [{ origins: ['http://localhost:4106'] }],
    });
    expect(zSeed.safeParse({ protocols: [{ ...protocol, slug: '../admin' }] }).success).toBe(false);
    expect(zSeed.safeParse({ protocols: [{ ...protocol, apiKey: 'short' }] }).success).toBe(false);
  });
});

describe('createContainer', () => {
  it('refuses development secrets outside local chains', async () => {
    const start = (variables: Record<string, string>) =>
      createContainer({ env: readEnv({ VERIFIER_CHAIN_ID: '1', ...variables }), seed: { protocols: [] } });
    await expect(start({})).rejects.toMatchObject({ code: 'ERR_START_DEVELOPMENT_KEY' });
    await expect(start({ VERIFIER_MASTER_KEY: 'ab'.repeat(32) })).rejects.toMatchObject({
      code: 'ERR_VERIFICATION_KEY_DEVELOPMENT',
    });
  });
});
