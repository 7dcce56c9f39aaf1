import { readFileSync } from 'node:fs';
import { base64UrlToBytes, bytesToBase64Url, hexToBytes } from '@postern/primitives';
import { describe, expect, it } from 'vitest';

import { openCompactJwe } from '../jose/compact-jwe.ts';
import { toP256PublicJwk, toVerificationJwk } from '../jose/public-jwk.ts';
import { verifySignature } from '../jose/verify-signature.ts';
import { findVectors, OWN_VECTORS } from './find-vectors.ts';

const outside = findVectors('wycheproof');
const SETS = [
  { name: 'our vectors', folder: OWN_VECTORS },
  ...(outside === undefined ? [] : [{ name: 'Wycheproof', folder: outside }]),
];

type Group<Test> = { tests: Test[]; [member: string]: unknown };
type RawTest = { tcId: number; comment: string; msg: string; sig: string; result: string };
const loadFrom = (folder: URL, name: string): unknown =>
  (JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as { testGroups: unknown }).testGroups;

/** Verdicts that differ from the vectors'; empty when all agree. */
async function disagreements(groups: Group<RawTest>[], jwkOf: (group: Group<RawTest>) => unknown): Promise<string[]> {
  const found: string[] = [];
  for (const group of groups) {
    const publicJwk = toVerificationJwk(jwkOf(group));
    for (const test of group.tests) {
      const stands = await verifySignature({
        publicJwk,
        signingInput: hexToBytes(test.msg),
        signature: hexToBytes(test.sig),
      });
      if (stands !== (test.result === 'valid'))
        found.push(`${test.tcId} ${test.comment}: ${test.result}, ours ${stands}`);
    }
  }
  return found;
}

function pointJwk(crv: 'P-256' | 'secp256k1') {
  return ({ publicKey }: Group<RawTest>) => {
    const point = hexToBytes((publicKey as { uncompressed: string }).uncompressed);
    return { kty: 'EC', crv, x: bytesToBase64Url(point.slice(1, 33)), y: bytesToBase64Url(point.slice(33)) };
  };
}

describe.each(SETS)('$name', ({ folder }) => {
  const isOwn = folder === OWN_VECTORS;
  const load = <Test>(name: string) => loadFrom(folder, name) as Group<Test>[];

  it('ES256: r‖s signatures on P-256', async () => {
    const groups = load<RawTest>('ecdsa_secp256r1_sha256_p1363_test');
    expect(await disagreements(groups, pointJwk('P-256'))).toEqual([]);
  });

  it('ES256K: r‖s signatures on secp256k1', async () => {
    const groups = load<RawTest>('ecdsa_secp256k1_sha256_p1363_test');
    expect(await disagreements(groups, pointJwk('secp256k1'))).toEqual([]);
  });

  it('EdDSA: Ed25519', async () => {
    const groups = load<RawTest>('ed25519_test');
    const jwkOf = ({ publicKey }: Group<RawTest>) => ({
      kty: 'OKP',
      crv: 'Ed25519',
      x: bytesToBase64Url(hexToBytes((publicKey as { pk: string }).pk)),
    });
    expect(await disagreements(groups, jwkOf)).toEqual([]);
  });

  it('JSON Web Signature: of all algorithms only ours pass, and only with their own key', async () => {
    type JwsTest = { tcId: number; comment: string; jws: unknown; result: string; flags: string[] };
    let accepted = 0;
    for (const group of load<JwsTest>('json_web_signature_test')) {
      for (const { tcId, comment, jws, result } of group.tests) {
        const stands = await acceptsPlainJws(jws, group.public ?? group.private);
        if (stands && result !== 'valid') expect.fail(`${tcId} ${comment}`);
        if (stands) accepted += 1;
        const { crv } = (group.public ?? {}) as { crv?: string };
        if ((isOwn || crv === 'P-256') && result === 'valid') expect(stands, `${tcId} ${comment}`).toBe(true);
      }
    }
    expect(accepted).toBeGreaterThan(0);
  });

  it('JSON Web Key: nothing that must not verify does', async () => {
    type JwkTest = { tcId: number; comment: string; jws: unknown; result: string };
    for (const group of load<JwkTest>('json_web_key_test')) {
      for (const { tcId, comment, jws, result } of group.tests) {
        const stands = await acceptsPlainJws(jws, group.public ?? group.private);
        if (stands && result !== 'valid') expect.fail(`${tcId} ${comment}`);
        if (isOwn) expect(stands, `${tcId} ${comment}`).toBe(result === 'valid');
      }
    }
  });

  it('JSON Web Encryption: only ECDH-ES to P-256 with AES-GCM opens', async () => {
    type JweTest = { tcId: number; comment: string; jwe: unknown; pt: string; result: string };
    let opened = 0;
    let ours = 0;
    for (const group of load<JweTest>('json_web_encryption_test')) {
      const privateKey = await importPrivate(group.private);
      if (privateKey === undefined) continue;
      for (const { tcId, comment, jwe, pt, result } of group.tests) {
        if (result === 'valid') ours += 1;
        if (typeof jwe !== 'string') continue;
        const outcome = await openCompactJwe({ jwe, privateKey, kid: readKid(jwe) }).catch((error: unknown) => error);
        if (outcome instanceof Error) {
          expect(outcome, `${tcId} ${comment}`).toMatchObject({ code: expect.stringMatching(/^ERR_JWE_/) });
          continue;
        }
        const { plaintext } = outcome as { plaintext: Uint8Array };
        expect([result, Buffer.from(plaintext).toString('hex')], `${tcId} ${comment}`).toEqual(['valid', pt]);
        opened += 1;
      }
    }
    // Of Wycheproof's, two are of our algorithms.
    expect(opened).toBe(isOwn ? ours : 2);
  });
});

/** Our rules for a JWS over any payload: the strict parts of `verifyCompactJws` without its JSON payload. */
async function acceptsPlainJws(jws: unknown, key: unknown): Promise<boolean> {
  if (typeof jws !== 'string') return false;
  const keys = (key as { keys?: unknown[] }).keys ?? [key];
  const parts = jws.split('.');
  if (parts.length !== 3 || keys.length !== 1) return false;
  try {
    const { d: _d, ...publicPart } = keys[0] as Record<string, unknown>;
    const publicJwk = toVerificationJwk(publicPart);
    const header = JSON.parse(new TextDecoder().decode(base64UrlToBytes(parts[0]!))) as Record<string, unknown>;
    if (header.alg !== { 'P-256': 'ES256', secp256k1: 'ES256K', Ed25519: 'EdDSA' }[publicJwk.crv]) return false;
    base64UrlToBytes(parts[1]!);
    const signingInput = new TextEncoder().encode(`${parts[0]}.${parts[1]}`);
    return await verifySignature({ publicJwk, signingInput, signature: base64UrlToBytes(parts[2]!) });
  } catch {
    return false;
  }
}

function readKid(jwe: string): string | undefined {
  try {
    const header = JSON.parse(new TextDecoder().decode(base64UrlToBytes(jwe.split('.')[0]!))) as { kid?: string };
    return header.kid;
  } catch {
    return undefined;
  }
}

/** The private key, if it is one of ours. */
async function importPrivate(jwk: unknown): Promise<CryptoKey | undefined> {
  try {
    const { d, kty, crv, x, y } = jwk as Record<string, string>;
    toP256PublicJwk({ kty, crv, x, y });
    const members = { kty, crv, x, y, d } as JsonWebKey;
    return await crypto.subtle.importKey('jwk', members, { name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  } catch {
    return undefined;
  }
}
