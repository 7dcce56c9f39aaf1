import { jwkThumbprint } from '@postern/credential';
import {
  computeAccountBinding,
  computeChainScope,
  computeSessionBinding,
  computeVerifierScope,
} from '@postern/primitives';
import { describe, expect, it, vi } from 'vitest';

import { ACCOUNT, PASS_REGISTRY, POLICY_ID } from '../testing/create-test-chain.ts';
import { computeProofTarget, explainSessionProof } from './proof-target.ts';

// No input is known whose binding is below 2^160: one is made up, to see that the wallet looks.
vi.mock('@postern/primitives', async (importOriginal) => {
  const original = await importOriginal<typeof import('@postern/primitives')>();
  return { ...original, computeSessionBinding: vi.fn(original.computeSessionBinding) };
});

const KEY = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43), kid: 'k', alg: 'ECDH-ES' } as const;
const request = {
  clientId: 'decentralized_identifier:did:web:verifier.example:p:vault',
  isSigned: true,
  responseUri: 'https://verifier.example/p/vault/responses/1',
  nonce: 'n'.repeat(32),
  encryption: undefined,
};
const scopeId = `0x${'22'.repeat(32)}`;
const query = { policyId: POLICY_ID, chainId: 31_337, registry: PASS_REGISTRY };
const forSession = { query, record: { scopeId } };
const forAccount = { query: { ...query, account: ACCOUNT }, record: { scopeId } };

describe('what a proof is made for', () => {
  it('is the account at its gate, whoever asks', async () => {
    const target = {
      scope: computeChainScope({ chainId: 31_337, registry: PASS_REGISTRY, scopeId }),
      binding: computeAccountBinding(ACCOUNT),
    };
    await expect(computeProofTarget({ request, policy: forAccount })).resolves.toEqual(target);
    const unsigned = { ...request, isSigned: false };
    await expect(computeProofTarget({ request: unsigned, policy: forAccount })).resolves.toEqual(target);
  });

  it('is the verifier and this one request, where no account is named', async () => {
    const { clientId, responseUri, nonce } = request;
    const target = await computeProofTarget({ request, policy: forSession });
    expect(target).toEqual({
      scope: computeVerifierScope({ clientId }),
      binding: computeSessionBinding({ clientId, responseUri, nonce, encryptionKeyThumbprint: '' }),
    });
    expect(target.binding >= 2n ** 160n).toBe(true);
  });

  it('names the key that the answer is encrypted to', async () => {
    const encrypted = { ...request, encryption: { key: KEY, enc: 'A256GCM' } as const };
    const { binding } = await computeProofTarget({ request: encrypted, policy: forSession });
    const { kty, crv, x, y } = KEY;
    const encryptionKeyThumbprint = await jwkThumbprint({ kty, crv, x, y });
    const { clientId, responseUri, nonce } = request;
    expect(binding).toBe(computeSessionBinding({ clientId, responseUri, nonce, encryptionKeyThumbprint }));
    expect(binding).not.toBe((await computeProofTarget({ request, policy: forSession })).binding);
  });

  it.each(['clientId', 'responseUri', 'nonce'] as const)('is another with another %s', async (member) => {
    const { binding } = await computeProofTarget({ request, policy: forSession });
    const other = { ...request, [member]: `${request[member]}x` };
    expect((await computeProofTarget({ request: other, policy: forSession })).binding).not.toBe(binding);
  });

  it('is refused where nobody signed: the name could be anybody’s', async () => {
    await expect(
      computeProofTarget({ request: { ...request, isSigned: false }, policy: forSession }),
    ).rejects.toMatchObject({ code: 'ERR_REQUEST_SIGNATURE' });
  });

  it('is refused below 2^160, where it could be an account', async () => {
    const given = () => computeProofTarget({ request, policy: forSession });
    vi.mocked(computeSessionBinding).mockReturnValueOnce(computeAccountBinding(`0x${'ff'.repeat(20)}`));
    await expect(given()).rejects.toMatchObject({ code: 'ERR_BINDING_LOOKS_LIKE_ACCOUNT' });
    await expect(given()).resolves.toBeDefined();
  });
});

it('says that a proof for a site is for that site only and gives no pass', () => {
  const text = explainSessionProof({ host: 'verifier.example' }).join(' ');
  expect(text).toContain('verifier.example only');
  expect(text).toContain('no pass');
});
