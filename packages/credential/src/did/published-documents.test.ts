import { bytesToBase64Url, deriveEd25519PublicKey } from '@postern/primitives';
import { base58 } from '@scure/base';
import { describe, expect, it } from 'vitest';

import { resolveDidKey } from './did-key.ts';
import { parseDidDocument } from './parse-did-document.ts';

const OTHER_DID = 'did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169';
const { publicJwk: publicKeyJwk } = resolveDidKey('did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv').keys[0]!;

describe('documents that people publish', () => {
  const did = 'did:web:old.example';
  const method = { id: '#key-1', type: 'JsonWebKey2020', controller: did, publicKeyJwk };
  const parse = (document: object) => parseDidDocument({ did, text: JSON.stringify({ id: did, ...document }) });

  it('may say null for a relation, or one method twice in the same words', () => {
    const parsed = parse({
      authentication: null,
      publicKey: null,
      assertionMethod: [method],
      verificationMethod: [method],
    });
    expect(parsed.keys).toEqual([{ id: `${did}#key-1`, publicJwk: publicKeyJwk }]);
    expect(parsed.authenticationKeys).toEqual([]);
    const twice = { assertionMethod: [method], authentication: [{ ...method, id: `${did}#key-1` }] };
    expect(parse(twice).authenticationKeys).toHaveLength(1);
    const other = { ...method, publicKeyJwk: resolveDidKey(OTHER_DID).keys[0]!.publicJwk };
    expect(() => parse({ assertionMethod: [method], authentication: [other] })).toThrow(
      expect.objectContaining({ code: 'ERR_DID_DOCUMENT' }),
    );
    expect(() => parseDidDocument({ did, text: JSON.stringify({ id: null }) })).toThrow();
  });

  it('may hold base58 keys under the old name, and relations that name the bare DID', () => {
    const key = deriveEd25519PublicKey(new Uint8Array(32));
    const x = bytesToBase64Url(key);
    const old = { id: '#k', type: 'Ed25519VerificationKey2018', controller: did, publicKeyBase58: base58.encode(key) };
    expect(parse({ publicKey: [old], assertionMethod: [did] }).keys).toEqual([
      { id: `${did}#k`, publicJwk: { kty: 'OKP', crv: 'Ed25519', x } },
    ]);
    expect(parse({ publicKey: [old, method], assertionMethod: [did] }).keys).toEqual([]);
    expect(parse({ publicKey: [{ ...old, type: 'Other2018' }], assertionMethod: ['#k'] }).keys).toEqual([]);
    expect(parse({ publicKey: [{ ...old, publicKeyBase58: '0OIl' }], assertionMethod: ['#k'] }).keys).toEqual([]);
  });
});
