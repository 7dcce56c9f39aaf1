import { createP256Signer, type JsonObject, signCompactJws, toPublicJwk } from '@postern/credential';
import { beforeAll, describe, expect, it } from 'vitest';

import { verifyKeyProofs } from './verify-key-proofs.ts';

const NOW = 1_790_000_000;
const ISSUER = 'https://bank.example/t/a';

let sign: (payload: JsonObject, header?: JsonObject) => Promise<string>;
beforeAll(async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const jwk = toPublicJwk({ kty, crv, x, y });
  const signer = createP256Signer(pair.privateKey);
  sign = (payload, header = {}) =>
    signCompactJws({
      header: { typ: 'openid4vci-proof+jwt', jwk, ...header },
      payload: { aud: ISSUER, iat: NOW, nonce: 'n', ...payload },
      signer,
    });
});

const verify = (...proofs: string[]) => verifyKeyProofs({ proofs, issuer: ISSUER, clientId: null, now: NOW });

describe('key proof', () => {
  it.each([{}, { exp: NOW + 1 }, { nbf: NOW + 60 }, { nbf: NOW, exp: NOW + 300 }, { iat: NOW - 300 }])(
    'stands within its times: %j',
    async (times) => {
      await expect(verify(await sign(times))).resolves.toMatchObject({ nonce: 'n' });
    },
  );

  it.each([
    { exp: NOW },
    { exp: NOW - 1 },
    { nbf: NOW + 61 },
    { nbf: NOW + 30, exp: NOW + 29 },
    { iat: NOW + 30, exp: NOW + 29 },
    { iat: NOW - 301 },
    { iat: NOW + 61 },
    { exp: 'tomorrow' },
    { nbf: null },
  ])('is refused outside them: %j', async (times) => {
    await expect(verify(await sign(times))).rejects.toMatchObject({ code: 'ERR_ISSUANCE_PROOF' });
  });

  it('is refused of another type, for another issuer, or twice under one key', async () => {
    await expect(verify(await sign({}, { typ: 'JWT' }))).rejects.toMatchObject({ code: 'ERR_ISSUANCE_PROOF' });
    await expect(verify(await sign({ aud: `${ISSUER}/` }))).rejects.toMatchObject({ code: 'ERR_ISSUANCE_PROOF' });
    await expect(verify(await sign({}), await sign({}))).rejects.toMatchObject({ code: 'ERR_ISSUANCE_PROOF' });
  });
});
