import { hexToBytes, parseStrictJson } from '@postern/primitives';
import { z } from 'zod';

import { type PublicJwk, toVerificationJwk } from '../jose/public-jwk.ts';
import { DidError, type ResolvedDid, type VerificationKey } from './did-document.ts';
import { decodeMultikey, jwkFromPoint } from './multikey.ts';

const MAX_DOCUMENT_LENGTH = 100_000;
const MAX_METHODS = 64;

const zMethod = z.looseObject({
  id: z.string(),
  type: z.string().optional(),
  controller: z.string().optional(),
  publicKeyJwk: z.unknown().optional(),
  publicKeyMultibase: z.string().optional(),
  publicKeyHex: z.string().optional(),
  expires: z.string().optional(),
  revoked: z.unknown().optional(),
});
type Method = z.infer<typeof zMethod>;
const zRelation = z.array(z.union([z.string(), zMethod])).max(MAX_METHODS);

const zDidDocument = z.looseObject({
  id: z.string(),
  verificationMethod: z.array(zMethod).max(MAX_METHODS).default([]),
  assertionMethod: zRelation.default([]),
  authentication: zRelation.default([]),
});

/**
 * Reads a DID document (DID Core §5) strictly: it must be of this DID. Keys are those of the DID itself, in the form of
 * a JWK, a Multikey or, for secp256k1, hexadecimal; others are left out.
 *
 * @throws {DidError} malformed, of another DID, or with two methods of one id
 */
export function parseDidDocument(options: { did: string; text: string }): ResolvedDid {
  const { did } = options;
  let document: z.infer<typeof zDidDocument>;
  try {
    document = zDidDocument.parse(parseStrictJson(options.text, { maxLength: MAX_DOCUMENT_LENGTH }));
  } catch (cause) {
    throw new DidError('ERR_DID_DOCUMENT', 'The DID document is malformed.', { cause });
  }
  if (document.id !== did) throw new DidError('ERR_DID_DOCUMENT', 'The document is of another DID.');
  const methods = new Map<string, Method>();
  for (const method of [...document.verificationMethod, ...embedded(document)]) {
    const id = absolute(did, method.id);
    if (methods.has(id)) throw new DidError('ERR_DID_DOCUMENT', 'Two verification methods have one id.');
    methods.set(id, method);
  }
  const keysOf = (relation: z.infer<typeof zRelation>): VerificationKey[] =>
    relation.flatMap((entry) => {
      const id = absolute(did, typeof entry === 'string' ? entry : entry.id);
      const method = methods.get(id);
      const own = id.startsWith(`${did}#`) && (method?.controller ?? did) === did;
      const key = method === undefined || !own ? undefined : readKey(method);
      return key === undefined ? [] : [{ id, ...key }];
    });
  return {
    id: did,
    keys: keysOf(document.assertionMethod),
    authenticationKeys: keysOf(document.authentication),
    document,
  };
}

function embedded(document: z.infer<typeof zDidDocument>): Method[] {
  return [...document.assertionMethod, ...document.authentication].filter((entry) => typeof entry !== 'string');
}

function absolute(did: string, id: string): string {
  return id.startsWith('#') ? `${did}${id}` : id;
}

/** The key with its end; none that we cannot use, and none that was revoked. */
function readKey(method: Method): Omit<VerificationKey, 'id'> | undefined {
  const { expires, revoked } = method;
  const endsAt = expires === undefined ? undefined : Math.floor(Date.parse(expires) / 1000);
  if (revoked !== undefined || Number.isNaN(endsAt)) return undefined;
  const publicJwk = readPublicJwk(method);
  return publicJwk === undefined ? undefined : { publicJwk, ...(endsAt === undefined ? {} : { endsAt }) };
}

function readPublicJwk(method: Method): PublicJwk | undefined {
  try {
    if (method.publicKeyJwk !== undefined) return toVerificationJwk(method.publicKeyJwk);
    if (method.publicKeyMultibase !== undefined) return decodeMultikey(method.publicKeyMultibase);
    if (method.publicKeyHex !== undefined && method.type?.startsWith('EcdsaSecp256k1') === true) {
      return jwkFromPoint('secp256k1', hexToBytes(method.publicKeyHex));
    }
  } catch {
    // A key that we cannot use is no reason to refuse the others.
  }
  return undefined;
}
