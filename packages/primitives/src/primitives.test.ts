import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { deriveEddsaPublicKey, signEddsa } from './eddsa/sign-eddsa.ts';
import { isOnCurve, verifyEddsa } from './eddsa/verify-eddsa.ts';
import { SUBGROUP_ORDER } from './eddsa/baby-jubjub.ts';
import { base64UrlToBytes, bytesToBase64Url } from './encoding/bytes.ts';
import { FIELD_ORDER, parseFieldElement } from './field/field-element.ts';
import { DOMAIN_SEPARATORS } from './hash/domain-separators.ts';
import { hashAttributeToken, hashHolderCommitment, packStatusReference } from './hash/protocol-hashes.ts';
import { poseidon } from './hash/poseidon.ts';
import { canonicalizeJson } from './json/canonicalize-json.ts';
import { parseStrictJson } from './json/parse-strict-json.ts';
import { createRegistryTree, getRegistryPath } from './merkle/registry-tree.ts';
import { createStatusBits, createStatusTree, getStatusPath, setStatusBit } from './merkle/status-tree.ts';
import { dateNumberFromIso, dateNumberFromUnixSeconds, dateNumberToIso } from './time/date-number.ts';

const code = (expected: string) => expect.objectContaining({ code: expected });

describe('domain separators', () => {
  it('keep their pinned values', () => {
    expect(DOMAIN_SEPARATORS).toMatchInlineSnapshot(`
      {
        "DS_ATTRIBUTE": 654384454630118589521534413122467598965323769546915409819405682820472412335n,
        "DS_HOLDER": 10059795925670038960842607858210180063328797778062932242686973101955007727532n,
        "DS_ISSUER": 7522187789163443575096532814267401875556820841469874827522699342593961184774n,
        "DS_NULLIFIER": 6954901705295400022219330422495474716883563383520634668927144323153897373623n,
        "DS_POLICY": 615793397086184801109989000420788686725314955933301485892885013598177494171n,
        "DS_SEAL": 2961318601112953146992074582800629694440753281893144929217657858651820400373n,
      }
    `);
  });

  it('separate the slots of one value', () => {
    expect(hashAttributeToken({ slot: 0, value: 1n, blinding: 2n })).not.toBe(
      hashAttributeToken({ slot: 1, value: 1n, blinding: 2n }),
    );
  });
});

describe('field elements', () => {
  it('have one text form', () => {
    expect(parseFieldElement('0')).toBe(0n);
    for (const text of ['', '00', '01', '-1', '1e3', ' 1', '0x1']) {
      expect(() => parseFieldElement(text)).toThrow(code('ERR_FIELD_NOT_CANONICAL'));
    }
    expect(() => parseFieldElement(FIELD_ORDER.toString())).toThrow(code('ERR_FIELD_OUT_OF_RANGE'));
  });

  it('are required by every hash, which never reduces', () => {
    expect(() => poseidon([FIELD_ORDER, 0n])).toThrow(code('ERR_FIELD_OUT_OF_RANGE'));
    expect(() => poseidon([])).toThrow(code('ERR_POSEIDON_ARITY'));
    expect(hashHolderCommitment(1n)).toBe(poseidon([DOMAIN_SEPARATORS.DS_HOLDER, 1n]));
  });
});

describe('EdDSA', () => {
  const privateKey = new Uint8Array(32).fill(3);
  const key = deriveEddsaPublicKey(privateKey);
  const signature = signEddsa({ privateKey, message: 5n });

  it('accepts its own signature and refuses every changed part', () => {
    expect(verifyEddsa({ key, message: 5n, signature })).toBe(true);
    expect(verifyEddsa({ key, message: 6n, signature })).toBe(false);
    expect(verifyEddsa({ key, message: 5n, signature: { ...signature, s: signature.s + 1n } })).toBe(false);
    expect(verifyEddsa({ key, message: 5n, signature: { ...signature, s: signature.s + SUBGROUP_ORDER } })).toBe(false);
    expect(verifyEddsa({ key: [key[0], key[1] + 1n], message: 5n, signature })).toBe(false);
    expect(verifyEddsa({ key: [0n, 1n], message: 5n, signature })).toBe(false);
    expect(isOnCurve([1n, 1n])).toBe(false);
  });

  it.each([0, 31, 33])('refuses a private key of %i bytes', (length) => {
    const short = new Uint8Array(length);
    expect(() => deriveEddsaPublicKey(short)).toThrow(code('ERR_EDDSA_PRIVATE_KEY'));
    expect(() => signEddsa({ privateKey: short, message: 5n })).toThrow(code('ERR_EDDSA_PRIVATE_KEY'));
  });
});

describe('trees', () => {
  it('give paths that lead to the root', () => {
    const tree = createRegistryTree([11n, 12n, 13n]);
    const path = getRegistryPath(tree, 2);
    const root = path.siblings.reduce<bigint>(
      (node, sibling, level) => ((2 >> level) & 1 ? poseidon([sibling, node]) : poseidon([node, sibling])),
      13n,
    );
    expect(root).toBe(tree.root);
    expect(() => getRegistryPath(tree, 128)).toThrow(code('ERR_REGISTRY_TREE_INDEX'));
    const tooMany = Array.from({ length: 129 }, () => 1n);
    expect(() => createRegistryTree(tooMany)).toThrow(code('ERR_REGISTRY_TREE_INDEX'));
  });

  it('hold status bits where the path says', () => {
    const bits = createStatusBits();
    setStatusBit(bits, 1_234_567, true);
    const tree = createStatusTree(bits);
    const path = getStatusPath(tree, 1_234_567);
    expect((path.leaf >> BigInt(1_234_567 & 127)) & 1n).toBe(1n);
    let node: bigint = path.leaf;
    let position = 1_234_567 >> 7;
    for (const siblings of path.siblings) {
      const children: bigint[] = [...siblings];
      children.splice(position & 3, 0, node);
      node = poseidon(children);
      position >>= 2;
    }
    expect(node).toBe(tree.root);
    expect(() => setStatusBit(bits, 2 ** 21, true)).toThrow(code('ERR_STATUS_TREE_INDEX'));
    expect(() => createStatusTree(bits.slice(1))).toThrow(code('ERR_STATUS_TREE_SIZE'));
  });

  it('pack status references without overlap', () => {
    expect(packStatusReference({ issuerId: 1, listId: 2, index: 3 })).toBe((65_536n + 2n) * 2_097_152n + 3n);
  });
});

describe('strict JSON', () => {
  it('reads what JSON.parse reads from ordinary values', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        // Names that are refused, and numbers that lose precision: a negative zero, an integer beyond 2^53.
        if (/"(__proto__|constructor|prototype)":|-0|[eE]|(?<![.\d])\d{16}/.test(text)) return;
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses what lets two readers disagree', () => {
    const cases = {
      '{"a":1,"a":2}': 'ERR_JSON_DUPLICATE_MEMBER',
      '{"a":1,"\\u0061":2}': 'ERR_JSON_DUPLICATE_MEMBER',
      '{"__proto__":{}}': 'ERR_JSON_FORBIDDEN_MEMBER',
      '9007199254740993': 'ERR_JSON_NUMBER',
      '1e999': 'ERR_JSON_NUMBER',
      '{"a":1,}': 'ERR_JSON_SYNTAX',
      '[1] x': 'ERR_JSON_SYNTAX',
      "{'a':1}": 'ERR_JSON_SYNTAX',
      [`${'['.repeat(40)}${']'.repeat(40)}`]: 'ERR_JSON_TOO_DEEP',
    };
    for (const [text, expected] of Object.entries(cases)) expect(() => parseStrictJson(text)).toThrow(code(expected));
  });

  it('reads up to its limits, and not one more', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(() => parseStrictJson(nested(33))).not.toThrow();
    expect(() => parseStrictJson(nested(34))).toThrow(code('ERR_JSON_TOO_DEEP'));
    const text = (length: number) => `"${'a'.repeat(length - 2)}"`;
    expect(() => parseStrictJson(text(1_000_000))).not.toThrow();
    expect(() => parseStrictJson(text(1_000_001))).toThrow(code('ERR_JSON_TOO_LARGE'));
    expect(() => parseStrictJson(text(10), { maxLength: 10 })).not.toThrow();
    expect(() => parseStrictJson(text(11), { maxLength: 10 })).toThrow(code('ERR_JSON_TOO_LARGE'));
    const array = (length: number) => JSON.stringify(Array.from({ length }, () => 0));
    const object = (length: number) => JSON.stringify(Object.fromEntries(Array.from({ length }, (_, n) => [n, 0])));
    for (const make of [array, object]) {
      expect(() => parseStrictJson(make(10_000))).not.toThrow();
      expect(() => parseStrictJson(make(10_001))).toThrow(code('ERR_JSON_TOO_MANY_MEMBERS'));
    }
  });

  it('counts every member and element, wherever it stands', () => {
    const countMembers = (value: unknown): number =>
      value === null || typeof value !== 'object'
        ? 0
        : Object.values(value).reduce((sum: number, member) => sum + 1 + countMembers(member), 0);
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        if (/"(__proto__|constructor|prototype)":|-0|[eE]|(?<![.\d])\d{16}/.test(text)) return;
        const maxMembers = countMembers(JSON.parse(text));
        expect(parseStrictJson(text, { maxMembers })).toEqual(JSON.parse(text));
        if (maxMembers > 0) {
          expect(() => parseStrictJson(text, { maxMembers: maxMembers - 1 })).toThrow(
            code('ERR_JSON_TOO_MANY_MEMBERS'),
          );
        }
      }),
    );
  });

  it('never crashes on arbitrary text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseStrictJson(text);
        } catch (error) {
          expect(error).toHaveProperty('code');
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('has a canonical form that does not depend on order', () => {
    expect(canonicalizeJson({ b: 1, a: [true, null, 'x'] })).toBe('{"a":[true,null,"x"],"b":1}');
    expect(() => canonicalizeJson(Number.NaN)).toThrow(code('ERR_JSON_NOT_CANONICALIZABLE'));
  });
});

describe('encodings and dates', () => {
  it('read base64url strictly', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([...base64UrlToBytes(bytesToBase64Url(bytes))]).toEqual([...bytes]);
      }),
    );
    for (const text of ['AB=', 'A', 'AB', '+/']) {
      expect(() => base64UrlToBytes(text)).toThrow(code('ERR_ENCODING_BASE64URL'));
    }
  });

  it('take days in UTC and refuse days that do not exist', () => {
    expect(dateNumberFromUnixSeconds(Date.UTC(2024, 1, 29, 23, 59, 59) / 1000)).toBe(20_240_229);
    expect(dateNumberToIso(dateNumberFromIso('2000-02-29'))).toBe('2000-02-29');
    for (const day of ['1900-02-29', '2023-13-01', '2023-1-1']) {
      expect(() => dateNumberFromIso(day)).toThrow(code('ERR_DATE_NOT_A_DAY'));
    }
  });
});
