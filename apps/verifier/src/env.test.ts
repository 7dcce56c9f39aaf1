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
