import { describe, expect, it } from 'vitest';

import { zAnchorChainsText, zChainsText } from './z-chain-record.ts';

const address = (byte: string) => `0x${byte.repeat(20)}`;
const first = {
  name: 'First',
  chainId: 31_337,
  rpcUrl: 'http://localhost:8545',
  trustRegistry: address('11'),
  policyRegistry: address('22'),
  passRegistry: address('33'),
};
const second = { ...first, name: 'Second', chainId: 31_338, rpcUrl: 'http://localhost:8546' };
const { passRegistry: _passRegistry, ...withoutRegistry } = second;

describe('zChainsText', () => {
  it('reads one chain or several, in their order; the same contracts may stand on both', () => {
    expect(zChainsText.parse(JSON.stringify([first]))).toEqual([first]);
    expect(zChainsText.parse(JSON.stringify([second, first]))).toEqual([second, first]);
  });

  it('takes nothing for nothing said', () => {
    expect([zChainsText.parse(undefined), zChainsText.parse('')]).toEqual([null, null]);
  });

  it.each<[string, unknown]>([
    ['two chains of one id', [first, { ...second, chainId: first.chainId }]],
    ['two chains of one name', [first, { ...second, name: first.name }]],
    ['a missing registry', [first, withoutRegistry]],
    ['a registry that is not deployed', [first, { ...second, trustRegistry: address('00') }]],
    ['a registry that is no address', [{ ...first, policyRegistry: '0x22' }]],
    ['a chain without a name', [{ ...first, name: ' ' }]],
    ['an id of zero', [{ ...first, chainId: 0 }]],
    ['an id written as text', [{ ...first, chainId: '31337' }]],
    ['an endpoint that is no address', [{ ...first, rpcUrl: 'localhost' }]],
    ['an empty list', []],
    ['seventeen chains', Array.from({ length: 17 }, (_, at) => ({ ...first, name: `Chain ${at}`, chainId: at + 1 }))],
    ['one chain that is no list', first],
  ])('refuses %s', (_what, value) => {
    expect(zChainsText.safeParse(JSON.stringify(value)).success).toBe(false);
  });

  it('refuses what is no JSON', () => {
    expect(zChainsText.safeParse('[{').success).toBe(false);
  });
});

describe('zAnchorChainsText', () => {
  const { chainId, rpcUrl, trustRegistry } = first;

  it('reads the part that anchoring needs, from the short form and from the whole one', () => {
    const part = [{ chainId, rpcUrl, trustRegistry }];
    expect(zAnchorChainsText.parse(JSON.stringify(part))).toEqual(part);
    expect(zAnchorChainsText.parse(JSON.stringify([first]))).toEqual(part);
  });

  it.each<[string, unknown]>([
    ['two chains of one id', [first, { ...second, chainId }]],
    ['a missing trust registry', [{ chainId, rpcUrl }]],
    ['an empty list', []],
  ])('refuses %s', (_what, value) => {
    expect(zAnchorChainsText.safeParse(JSON.stringify(value)).success).toBe(false);
  });
});
