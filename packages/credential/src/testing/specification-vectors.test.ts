import { base64UrlToBytes } from '@postern/primitives';
import { describe, expect, it } from 'vitest';

import { parseCompactJws, verifyCompactJws } from '../jose/compact-jws.ts';
import type { P256PublicJwk } from '../jose/public-jwk.ts';
import { verifySignature } from '../jose/verify-signature.ts';
import { hashText, parseSdJwt } from '../sd-jwt/parse-sd-jwt.ts';
import { processDisclosures } from '../sd-jwt/process-disclosures.ts';
import { verifySdJwtVc } from '../sd-jwt/verify-sd-jwt-vc.ts';
import { verifySdJwtVcPresentation } from '../sd-jwt/verify-sd-jwt-vc-presentation.ts';
import { decodeBitstringList, unpack } from '../status/bitstring-status-list.ts';
import { readStatusValue } from '../status/verified-status-list.ts';
import { verifyTokenStatusList } from '../status/verify-token-status-list.ts';
import sdJwt from './vectors/sd-jwt.json' with { type: 'json' };
import tokenStatusList from './vectors/token-status-list.json' with { type: 'json' };

const encode = (text: string) => new TextEncoder().encode(text);

describe('RFC 7515 and RFC 8037', () => {
  it('§A.3: ES256 with line breaks inside the payload', async () => {
    const publicJwk = {
      kty: 'EC',
      crv: 'P-256',
      x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
    } as const;
    const jws =
      'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0' +
      'cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q';
    const { payload } = await verifyCompactJws({ jws, publicJwk, typ: undefined });
    expect(payload).toEqual({ iss: 'joe', exp: 1300819380, 'http://example.com/is_root': true });
  });

  it('§A.4: EdDSA', async () => {
    const publicJwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } as const;
    const signingInput = encode('eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc');
    const signature = base64UrlToBytes(
      'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
    );
    await expect(verifySignature({ publicJwk, signingInput, signature })).resolves.toBe(true);
    await expect(verifySignature({ publicJwk, signingInput: encode('x'), signature })).resolves.toBe(false);
  });
});

describe('RFC 9901 and SD-JWT VC', () => {
  const issuerJwk = sdJwt.issuerJwk as P256PublicJwk;
  const NOW = 1_748_536_900;

  it.each(sdJwt.examples)('$source', async ({ token, processed, keyBinding }) => {
    const { jws, disclosures, keyBinding: bindingJws, bound } = parseSdJwt(token);
    const { typ } = parseCompactJws(jws).header;
    const { payload } = await verifyCompactJws({ jws, publicJwk: issuerJwk, typ: typ as string });
    const claims = await processDisclosures(payload, disclosures);
    if (processed !== undefined) expect(claims).toEqual(processed);
    if (bindingJws !== undefined) {
      const { jwk } = payload.cnf as { jwk: P256PublicJwk };
      const binding = await verifyCompactJws({ jws: bindingJws, publicJwk: jwk, typ: 'kb+jwt' });
      expect(binding.payload.sd_hash).toBe(await hashText(bound));
      if (keyBinding !== undefined) expect(binding.payload).toEqual(keyBinding);
    }
  });

  const credentials = sdJwt.examples.filter(
    ({ token }) => parseCompactJws(token.split('~')[0]!).header.typ === 'dc+sd-jwt',
  );
  it.each(credentials)('$source verifies as a credential', async ({ token }) => {
    const resolveIssuerKey = async () => issuerJwk;
    const { payload } = parseCompactJws(token.split('~')[0]!);
    if (token.endsWith('~')) {
      const clock = { now: () => NOW };
      const verified = await verifySdJwtVc({ token, resolveIssuerKey, clock, expectedVct: payload.vct as string });
      expect(verified.issuer).toBe(payload.iss);
      return;
    }
    const { iat, aud } = parseCompactJws(parseSdJwt(token).keyBinding!).payload as { iat: number; aud: string };
    const options = { presentation: token, audience: aud, nonce: '1234567890', now: iat, resolveIssuerKey };
    await expect(verifySdJwtVcPresentation(options)).resolves.toMatchObject({ vct: payload.vct });
    await expect(verifySdJwtVcPresentation({ ...options, now: iat + 301 })).rejects.toMatchObject({
      code: 'ERR_SD_JWT_STALE',
    });
  });
});

describe('Token Status List', () => {
  const { jwk, lists, entries } = tokenStatusList;

  it('§4: compressed byte arrays', async () => {
    for (const { lst, bytes } of [tokenStatusList.example, tokenStatusList.example2]) {
      const unpacked = await unpack(base64UrlToBytes(lst), 'deflate', 100);
      expect(Array.from(unpacked, (byte) => byte.toString(16).padStart(2, '0'))).toEqual(bytes);
    }
  });

  it('§5.1: the example token', async () => {
    const options = {
      jwt: tokenStatusList.jwt,
      uri: 'https://example.com/statuslists/1',
      issuer: 'https://example.com',
      resolveIssuerKey: async () => jwk as P256PublicJwk,
      now: 1_686_920_200,
    };
    const list = await verifyTokenStatusList(options);
    expect(list).toMatchObject({ size: 16, life: 43_200, issuedAt: 1_686_920_170 });
    const values = Array.from({ length: 16 }, (_, index) => readStatusValue(list, index));
    expect(values).toEqual([1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]);
    await expect(verifyTokenStatusList({ ...options, now: 2_291_720_170 })).rejects.toMatchObject({
      code: 'ERR_STATUS_LIST_STALE',
    });
  });

  it.each(lists)('test vector with $bits bits', async ({ bits, lst, statuses }) => {
    const bytes = await unpack(base64UrlToBytes(lst), 'deflate', 1 << 21);
    expect((bytes.length * 8) / bits).toBe(entries);
    const perByte = 8 / bits;
    const read = (index: number) =>
      (bytes[Math.floor(index / perByte)]! >> (bits * (index % perByte))) & (2 ** bits - 1);
    for (const [index, value] of statuses as [number, number][]) expect(read(index)).toBe(value);
    const set = Array.from({ length: entries }, (_, index) => read(index)).filter((value) => value !== 0);
    expect(set).toHaveLength(statuses.filter(([, value]) => value !== 0).length);
  });
});

describe('Bitstring Status List', () => {
  it('§4: an encoded list of 131,072 zero bits', async () => {
    // Example of the W3C Recommendation of 15 May 2025 (W3C Software and Document Licence).
    const bits = await decodeBitstringList('uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA');
    expect(bits).toHaveLength(131_072 / 8);
    expect(bits.every((byte) => byte === 0)).toBe(true);
  });
});
