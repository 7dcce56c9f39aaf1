import { bytesToBase64Url, canonicalizeJson, hexToBytes, type JsonValue, parseStrictJson } from '@postern/primitives';
import { base58 } from '@scure/base';
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
  publicKeyBase58: z.string().optional(),
  expires: z.string().optional(),
  revoked: z.unknown().optional(),
});
type Method = z.infer<typeof zMethod>;
/** An explicit `null` says the same as leaving the member out. */
const orNone = <Item extends z.ZodType>(zItem: Item) =>
  z.preprocess((value) => value ?? [], z.array(zItem).max(MAX_METHODS));
const zRelation = orNone(z.union([z.string(), zMethod]));

const zDidDocument = z.looseObject({
  id: z.string(),
  verificationMethod: orNone(zMethod),
  /** Name of `verificationMethod` before DID Core. */
  publicKey: orNone(zMethod),
  assertionMethod: zRelation,
  authentication: zRelation,
});

/**
 * Reads a DID document (DID Core §5) strictly: it must be of this DID. Keys are those of the DID itself, in the form of
 * a JWK, a Multikey, base58 or, for secp256k1, hexadecimal; others are left out. A method may stand twice, if it says the
 * same, and a relation that names the bare DID means its one key.
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
  for (const method of [...document.verificationMethod, ...document.publicKey, ...embedded(document)]) {
    const id = absolute(did, method.id);
    const known = methods.get(id);
    if (known !== undefined && describe(known) !== describe(method))
      throw new DidError('ERR_DID_DOCUMENT', 'Two verification methods have one id.');
    methods.set(id, method);
  }
  const keysOf = (relation: z.infer<typeof zRelation>): VerificationKey[] =>
    relation.flatMap((entry) => {
      const named = absolute(did, typeof entry === 'string' ? entry : entry.id);
      const id = named === did ? (onlyMethod(did, methods) ?? named) : named;
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

/** What a method says, its id apart, which may be written in full or as a fragment. */
function describe(method: Method): string {
  return canonicalizeJson({ ...method, id: '' } as Record<string, JsonValue>);
}

function onlyMethod(did: string, methods: ReadonlyMap<string, Method>): string | undefined {
  const [own, ...others] = [...methods.keys()].filter((id) => id.startsWith(`${did}#`));
  return others.length === 0 ? own : undefined;
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
    if (method.publicKeyBase58 !== undefined) return readBase58(method.type, method.publicKeyBase58);
    if (method.publicKeyHex !== undefined && method.type?.startsWith('EcdsaSecp256k1') === true) {
      return jwkFromPoint('secp256k1', hexToBytes(method.publicKeyHex));
    }
  } catch {
    // A key that we cannot use is no reason to refuse the others.
  }
  return undefined;
}

/** `publicKeyBase58` of the suites of 2018 and 2019: bare key bytes. */
function readBase58(type: string | undefined, text: string): PublicJwk | undefined {
  const bytes = text.length > 100 ? new Uint8Array() : base58.decode(text);
  if (type === 'Ed25519VerificationKey2018' && bytes.length === 32) {
    return { kty: 'OKP', crv: 'Ed25519', x: bytesToBase64Url(bytes) };
  }
  return type?.startsWith('EcdsaSecp256k1') === true ? jwkFromPoint('secp256k1', bytes) : undefined;
}
