import { base64UrlToBytes, bytesToBase64Url, canonicalizeJson, parseStrictJson } from '@postern/primitives';

import { type PublicJwk, toPublicJwk } from '../jose/public-jwk.ts';
import { DidError, type ResolvedDid } from './did-document.ts';

/** Longest did:jwk that is read, in characters. */
const MAX_LENGTH = 2000;

/** did:jwk of a public key; members are written in lexical order, because their order changes the DID. */
export function didJwkFromPublicJwk(jwk: PublicJwk): string {
  const text = canonicalizeJson(toPublicJwk(jwk));
  return `did:jwk:${bytesToBase64Url(new TextEncoder().encode(text))}`;
}

/**
 * did:jwk of a public key whose members keep the order in which somebody else wrote them: their order is part of the DID,
 * and who wrote the key knows its DID by that order.
 *
 * @throws {JwsError} not a public key that we can use
 */
export function didJwkAsWritten(jwk: object): string {
  const own: Readonly<Record<string, unknown>> = toPublicJwk(jwk);
  const members = Object.keys(jwk).filter((name) => Object.hasOwn(own, name));
  const text = JSON.stringify(Object.fromEntries(members.map((name) => [name, own[name]])));
  return `did:jwk:${bytesToBase64Url(new TextEncoder().encode(text))}`;
}

/**
 * Resolves a did:jwk (method specification §3), offline by nature. A key for encryption only makes no assertion.
 *
 * @throws {DidError} not a did:jwk of a public key that we can use
 */
export function resolveDidJwk(did: string): ResolvedDid {
  try {
    if (!did.startsWith('did:jwk:') || did.length > MAX_LENGTH) throw new Error('did:jwk');
    const text = new TextDecoder('utf-8', { fatal: true }).decode(base64UrlToBytes(did.slice('did:jwk:'.length)));
    const jwk = parseStrictJson(text);
    const publicJwk = toPublicJwk(jwk);
    const id = `${did}#0`;
    const verificationMethod = [{ id, type: 'JsonWebKey2020', controller: did, publicKeyJwk: publicJwk }];
    if ((jwk as { use?: unknown }).use === 'enc') {
      return { id: did, keys: [], document: { id: did, verificationMethod, keyAgreement: [id] } };
    }
    const document = { id: did, verificationMethod, assertionMethod: [id], authentication: [id] };
    return { id: did, keys: [{ id, publicJwk }], document };
  } catch (cause) {
    throw new DidError('ERR_DID_MALFORMED', 'Expected a did:jwk of a public key.', { cause });
  }
}
