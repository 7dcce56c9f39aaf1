import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createPagePolicy } from './content-security-policies.ts';
import { listChains, parseEnv } from './env.ts';

it('has defaults that .env.example repeats', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const example = Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
  expect(parseEnv(example)).toEqual(parseEnv({}));
});

it('refuses a bank list that is no list', () => {
  expect(() => parseEnv({ WALLET_BANKS: '{}' })).toThrow();
});

describe('the chains', () => {
  const trustRegistry = `0x${'11'.repeat(20)}`;
  const record = { trustRegistry, policyRegistry: trustRegistry, passRegistry: trustRegistry };
  const first = { ...record, name: 'First', chainId: 31_337, rpcUrl: 'http://localhost:8545' };
  const second = { ...record, name: 'Second', chainId: 31_338, rpcUrl: 'http://localhost:8546' };

  it('are the one of the single variables unless a list is given, which then counts alone', () => {
    const single = { WALLET_CHAIN_ID: '10', WALLET_TRUST_REGISTRY: trustRegistry };
    expect(listChains(parseEnv(single))).toMatchObject([{ name: 'Chain 10', chainId: 10, trustRegistry }]);
    const listed = parseEnv({ ...single, WALLET_CHAINS: JSON.stringify([first, second]) });
    expect(listChains(listed)).toEqual([first, second]);
  });

  it('are refused when two have one id, or a registry is missing', () => {
    const { passRegistry: _passRegistry, ...incomplete } = second;
    for (const chains of [[first, { ...second, chainId: 31_337 }], [first, incomplete], []]) {
      expect(() => parseEnv({ WALLET_CHAINS: JSON.stringify(chains) })).toThrow();
    }
  });

  it('are all reached by the page; plain http to this machine goes with local ones only', () => {
    const csp = (chains: readonly object[]) =>
      createPagePolicy(parseEnv({ WALLET_CHAINS: JSON.stringify(chains) })).connectSrc ?? [];
    expect(csp([first, second])).toEqual(
      expect.arrayContaining(['http://localhost:8545', 'http://localhost:8546', 'http://localhost:*']),
    );
    expect(csp([first, { ...second, chainId: 1 }])).not.toContain('http://localhost:*');
  });
});
