import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { base64UrlToBytes, bigintToBytes, bytesToBase64Url, bytesToHex, hexToBytes } from './bytes.ts';

describe('base64url', () => {
  it('is that of Node for any bytes, and comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = bytesToBase64Url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(base64UrlToBytes(text)).toEqual(Uint8Array.from(bytes));
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('has one spelling for any bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AQgw_-=+/ \u00e9\u{1f600}') }), (text) => {
        let bytes: Uint8Array;
        try {
          bytes = base64UrlToBytes(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_ENCODING_BASE64URL' });
          return;
        }
        expect(bytesToBase64Url(bytes)).toBe(text);
      }),
      { seed: 1, numRuns: 2000 },
    );
    for (const text of ['A', 'AB', 'AAB', 'AA==', 'A+', 'AAAAA']) {
      expect(() => base64UrlToBytes(text)).toThrow(expect.objectContaining({ code: 'ERR_ENCODING_BASE64URL' }));
    }
  });
});

describe('hexadecimal', () => {
  it('comes back, with or without its prefix', () => {
    expect(bytesToHex(hexToBytes('0x00ff7F'))).toBe('0x00ff7f');
    expect(hexToBytes('00ff7f')).toEqual(Uint8Array.of(0, 255, 127));
  });

  it.each(['0x1', 'zz', '0x0g', '0X00', ' 00'])('refuses %j', (text) => {
    expect(() => hexToBytes(text)).toThrow(expect.objectContaining({ code: 'ERR_ENCODING_HEX' }));
  });
});

describe('integers as bytes', () => {
  it('are padded on the left', () => {
    expect(bigintToBytes(258n, 4)).toEqual(Uint8Array.of(0, 0, 1, 2));
    expect(bigintToBytes(0n, 1)).toEqual(Uint8Array.of(0));
  });

  it.each([
    [256n, 1],
    [-1n, 32],
    [2n ** 256n, 32],
  ])('refuse %s in %i bytes', (value, width) => {
    expect(() => bigintToBytes(value, width)).toThrow(expect.objectContaining({ code: 'ERR_ENCODING_WIDTH' }));
  });
});
