import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { base64UrlToBytes, bytesToBase64Url } from './bytes.ts';

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
