import { describe, expect, it } from 'vitest';

import { FIELD_ORDER } from '../field/field-element.ts';
import {
  assertSessionBinding,
  computeAccountBinding,
  computeChainScope,
  computeSessionBinding,
  computeVerifierScope,
} from './compute-scope.ts';

const code = (expected: string) => expect.objectContaining({ code: expected });
const registry = `0x${'ab'.repeat(20)}`;
const scopeId = `0x${'cd'.repeat(32)}`;
const session = {
  clientId: 'decentralized_identifier:did:web:vault.example',
  responseUri: 'https://verifier.example/p/vault/responses/1',
  nonce: 'n-1',
  encryptionKeyThumbprint: '',
};

describe('the scope of a chain', () => {
  it('is another for another chain, registry or scope id', () => {
    const scopes = [
      { chainId: 31_337, registry, scopeId },
      { chainId: 1, registry, scopeId },
      { chainId: 31_337, registry: `0x${'ac'.repeat(20)}`, scopeId },
      { chainId: 31_337, registry, scopeId: `0x${'ce'.repeat(32)}` },
    ].map(computeChainScope);
    expect(new Set(scopes).size).toBe(scopes.length);
    for (const scope of scopes) expect(scope < 2n ** 248n && scope < FIELD_ORDER).toBe(true);
  });

  it('does not depend on how the address is capitalised', () => {
    const upper = `0x${'AB'.repeat(20)}`;
    expect(computeChainScope({ chainId: 1, registry: upper, scopeId })).toBe(
      computeChainScope({ chainId: 1, registry, scopeId }),
    );
  });

  it.each([
    ['a short scope id', { scopeId: '0x1234' }, 'ERR_SCOPE_ID'],
    ['a scope id that is not hexadecimal', { scopeId: `0x${'zz'.repeat(32)}` }, 'ERR_ENCODING_HEX'],
    ['a short address', { registry: '0x1234' }, 'ERR_SCOPE_ADDRESS'],
    ['a negative chain id', { chainId: -1 }, 'ERR_ENCODING_WIDTH'],
  ])('refuses %s', (_what, change, expected) => {
    expect(() => computeChainScope({ chainId: 1, registry, scopeId, ...change })).toThrow(code(expected));
  });
});

describe('bindings', () => {
  it('of a session change with each part of the request, and are no account', () => {
    const bindings = [
      session,
      { ...session, clientId: 'redirect_uri:https://vault.example' },
      { ...session, responseUri: `${session.responseUri}2` },
      { ...session, nonce: 'n-2' },
      { ...session, encryptionKeyThumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs' },
    ].map(computeSessionBinding);
    expect(new Set(bindings).size).toBe(bindings.length);
    for (const binding of bindings) expect(binding >= 2n ** 160n).toBe(true);
  });

  it('of a session do not move text from one part to the next', () => {
    const [one, other] = [
      { ...session, responseUri: 'https://a.example/x', nonce: 'y' },
      { ...session, responseUri: 'https://a.example/', nonce: 'xy' },
    ].map(computeSessionBinding);
    expect(one).not.toBe(other);
  });

  it('of an account never pass for that of a session', () => {
    const highest = computeAccountBinding(`0x${'ff'.repeat(20)}`);
    expect(() => assertSessionBinding(highest)).toThrow(code('ERR_BINDING_LOOKS_LIKE_ACCOUNT'));
    expect(() => assertSessionBinding(highest + 1n)).not.toThrow();
  });

  it('of an account are the account', () => {
    expect(computeAccountBinding(registry)).toBe(BigInt(registry));
    for (const wrong of ['', '0x', registry.slice(0, -1), `${registry}0`, registry.slice(2)]) {
      expect(() => computeAccountBinding(wrong)).toThrow(code('ERR_SCOPE_ADDRESS'));
    }
  });
});

describe('the scope of a verifier', () => {
  it('is one for each client identifier', () => {
    expect(computeVerifierScope({ clientId: 'a' })).not.toBe(computeVerifierScope({ clientId: 'b' }));
  });
});
