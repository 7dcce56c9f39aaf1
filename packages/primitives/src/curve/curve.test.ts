import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { bytesToBase64Url, bytesToHex, hexToBytes } from '../encoding/bytes.ts';
import { compressEcPoint, decodeEcPoint, type EcPoint } from './ec-points.ts';
import { deriveSecp256k1PublicKey, signEcdsaSecp256k1, verifyEcdsaSecp256k1 } from './ecdsa-secp256k1.ts';
import { deriveEd25519PublicKey, signEd25519, verifyEd25519 } from './ed25519.ts';

const code = (expected: string) => expect.objectContaining({ code: expected });
const text = (value: string) => new TextEncoder().encode(value);
/** A copy with one bit turned. */
const turn = (bytes: Uint8Array, at: number) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
/** The base points, as SEC 2 gives them. */
const BASE = {
  'P-256':
    '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
  secp256k1:
    '0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8',
} as const;

describe.each(['P-256', 'secp256k1'] as const)('points of %s', (curve) => {
  const bytes = hexToBytes(BASE[curve]);
  const point: EcPoint = { x: bytes.slice(1, 33), y: bytes.slice(33) };

  it('are read from both encodings', () => {
    expect(decodeEcPoint({ curve, bytes })).toEqual(point);
    const compressed = compressEcPoint({ curve, point });
    expect(compressed).toHaveLength(33);
    expect(decodeEcPoint({ curve, bytes: compressed })).toEqual(point);
  });

  it.each([
    ['off the curve', turn(bytes, 64)],
    ['of another length', bytes.slice(0, 64)],
    ['of nothing', new Uint8Array(0)],
    ['with an unknown prefix', Uint8Array.of(5, ...bytes.slice(1))],
  ])('are refused when %s', (_what, given) => {
    expect(() => decodeEcPoint({ curve, bytes: given })).toThrow(code('ERR_CURVE_POINT'));
  });
});

describe('ES256K', () => {
  const privateKey = new Uint8Array(32).fill(7);
  const message = text('postern');
  const point = deriveSecp256k1PublicKey(privateKey);
  const signature = signEcdsaSecp256k1({ privateKey, message });

  it('signs what Node verifies', () => {
    const jwk = { kty: 'EC', crv: 'secp256k1', x: bytesToBase64Url(point.x), y: bytesToBase64Url(point.y) };
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    expect(verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
    expect(verifyEcdsaSecp256k1({ point, message, signature })).toBe(true);
  });

  it('takes the other s of a signature as well, as RFC 8812 does', () => {
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const s = BigInt(bytesToHex(signature.slice(32)));
    const other = hexToBytes((order - s).toString(16).padStart(64, '0'));
    const high = Uint8Array.of(...signature.slice(0, 32), ...other);
    expect(verifyEcdsaSecp256k1({ point, message, signature: high })).toBe(true);
  });

  it('refuses another message, key or signature', () => {
    const elsewhere = deriveSecp256k1PublicKey(new Uint8Array(32).fill(8));
    expect(verifyEcdsaSecp256k1({ point, message: text('Postern'), signature })).toBe(false);
    expect(verifyEcdsaSecp256k1({ point: elsewhere, message, signature })).toBe(false);
    expect(verifyEcdsaSecp256k1({ point: { ...point, y: turn(point.y, 31) }, message, signature })).toBe(false);
    for (const wrong of [turn(signature, 0), turn(signature, 63), signature.slice(1), new Uint8Array(64)]) {
      expect(verifyEcdsaSecp256k1({ point, message, signature: wrong })).toBe(false);
    }
  });

  it.each([31, 33, 0])('refuses a private key of %i bytes', (length) => {
    const short = new Uint8Array(length).fill(7);
    expect(() => deriveSecp256k1PublicKey(short)).toThrow(code('ERR_CURVE_KEY'));
    expect(() => signEcdsaSecp256k1({ privateKey: short, message })).toThrow(code('ERR_CURVE_KEY'));
  });

  it('refuses zero for a private key', () => {
    expect(() => deriveSecp256k1PublicKey(new Uint8Array(32))).toThrow(code('ERR_CURVE_KEY'));
  });
});

describe('Ed25519', () => {
  // RFC 8032 §7.1, test 2
  const privateKey = hexToBytes('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');
  const publicKey = hexToBytes('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
  const message = Uint8Array.of(0x72);
  const signature = hexToBytes(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  );

  it('is that of RFC 8032', () => {
    expect(deriveEd25519PublicKey(privateKey)).toEqual(publicKey);
    expect(signEd25519({ privateKey, message })).toEqual(signature);
    expect(verifyEd25519({ publicKey, message, signature })).toBe(true);
  });

  it('refuses another message, key or signature', () => {
    expect(verifyEd25519({ publicKey, message: text('r!'), signature })).toBe(false);
    expect(verifyEd25519({ publicKey: turn(publicKey, 0), message, signature })).toBe(false);
    expect(verifyEd25519({ publicKey: publicKey.slice(1), message, signature })).toBe(false);
    for (const wrong of [turn(signature, 0), turn(signature, 63), signature.slice(1)]) {
      expect(verifyEd25519({ publicKey, message, signature: wrong })).toBe(false);
    }
  });

  it('refuses an S that was raised by the group order', () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const s = BigInt(bytesToHex(signature.slice(32).toReversed()));
    const raised = hexToBytes((s + order).toString(16).padStart(64, '0')).toReversed();
    expect(verifyEd25519({ publicKey, message, signature: Uint8Array.of(...signature.slice(0, 32), ...raised) })).toBe(
      false,
    );
  });

  it.each([31, 33, 0])('refuses a seed of %i bytes', (length) => {
    const short = new Uint8Array(length);
    expect(() => deriveEd25519PublicKey(short)).toThrow(code('ERR_CURVE_KEY'));
    expect(() => signEd25519({ privateKey: short, message })).toThrow(code('ERR_CURVE_KEY'));
  });
});
