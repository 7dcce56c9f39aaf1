import { type Clock, parseStrictJson, PosternError } from '@postern/primitives';
import { z } from 'zod';

import { type JsonObject, parseCompactJws, signCompactJws, verifyCompactJws } from '../jose/compact-jws.ts';
import { assertEndsAfterStart, findJwtTimeFault } from '../jose/jwt-times.ts';
import type { JwsSigner } from '../jose/create-signer.ts';
import type { JwsAlgorithm } from '../jose/public-jwk.ts';
import { selectDidKey } from './did-document.ts';
import type { DidResolver } from './resolve-did.ts';

export class DidConfigurationError extends PosternError<'ERR_DID_CONFIGURATION' | 'ERR_DID_CONFIGURATION_NOT_LINKED'> {}

const CONFIGURATION_CONTEXT = 'https://identity.foundation/.well-known/did-configuration/v1';
/** Of the draft; some issuers still publish it. */
const DRAFT_CONTEXT = 'https://identity.foundation/.well-known/contexts/did-configuration-v0.0.jsonld';
const zContext = z.enum([CONFIGURATION_CONTEXT, DRAFT_CONTEXT]);
const VC_CONTEXT = 'https://www.w3.org/2018/credentials/v1';
const MAX_LINKS = 20;
const MAX_LENGTH = 100_000;

const zConfiguration = z.looseObject({
  '@context': zContext,
  // Linked-data proofs may stand beside; they are not read.
  linked_dids: z.array(z.unknown()).min(1).max(MAX_LINKS),
});
const zLink = z.strictObject({
  iss: z.string(),
  sub: z.string(),
  nbf: z.number().optional(),
  exp: z.number(),
  vc: z.looseObject({
    '@context': z.tuple([z.literal(VC_CONTEXT), zContext]),
    type: z.tuple([z.literal('VerifiableCredential'), z.literal('DomainLinkageCredential')]),
    issuer: z.string(),
    credentialSubject: z.strictObject({ id: z.string(), origin: z.string() }),
  }),
});

/** Path of the document under an origin. */
export const DID_CONFIGURATION_PATH = '/.well-known/did-configuration.json';

/**
 * The document that links an origin to a DID (DIF Well Known DID Configuration §3), with one credential in JWT form:
 * header `alg` and `kid` only.
 */
export async function createDidConfiguration(options: {
  did: string;
  kid: string;
  signer: JwsSigner;
  algorithm?: JwsAlgorithm;
  /** Scheme, host and port. */
  origin: string;
  issuedAt: number;
  expiresAt: number;
}): Promise<JsonObject> {
  const { did, kid, signer, algorithm = 'ES256', origin, issuedAt, expiresAt } = options;
  assertEndsAfterStart(options);
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
  const jwt = await signCompactJws({
    header: { alg: algorithm, kid },
    payload: {
      iss: did,
      sub: did,
      nbf: issuedAt,
      exp: expiresAt,
      vc: {
        '@context': [VC_CONTEXT, CONFIGURATION_CONTEXT],
        type: ['VerifiableCredential', 'DomainLinkageCredential'],
        issuer: did,
        issuanceDate: iso(issuedAt),
        expirationDate: iso(expiresAt),
        credentialSubject: { id: did, origin },
      },
    },
    signer,
  });
  return { '@context': CONFIGURATION_CONTEXT, linked_dids: [jwt] };
}

/**
 * Checks that an origin's document links it to the DID, by a credential that the DID's own assertion key signed.
 *
 * @param options.text the document as served under {@link DID_CONFIGURATION_PATH} of the origin
 * @throws {DidConfigurationError} malformed, or no credential in it links the two now
 */
export async function verifyDidConfiguration(options: {
  text: string;
  did: string;
  origin: string;
  resolveDid: DidResolver;
  clock: Clock;
}): Promise<void> {
  let links: readonly unknown[];
  try {
    links = zConfiguration.parse(parseStrictJson(options.text, { maxLength: MAX_LENGTH })).linked_dids;
  } catch (cause) {
    throw new DidConfigurationError('ERR_DID_CONFIGURATION', 'The DID configuration is malformed.', { cause });
  }
  let last: unknown;
  for (const link of links) {
    if (typeof link !== 'string') continue;
    try {
      await verifyLink(link, options);
      return;
    } catch (cause) {
      last = cause;
    }
  }
  throw new DidConfigurationError('ERR_DID_CONFIGURATION_NOT_LINKED', 'The origin is not linked to this DID.', {
    cause: last,
  });
}

/** Some write a slash after it; anything more would be another place. */
function originOf(text: string): string | undefined {
  return URL.canParse(text) && new URL(text).pathname === '/' ? text.replace(/\/$/, '') : undefined;
}

async function verifyLink(
  jwt: string,
  options: { did: string; origin: string; resolveDid: DidResolver; clock: Clock },
): Promise<void> {
  const { did, origin, clock } = options;
  const { header, payload } = parseCompactJws(jwt);
  const { iss, sub, nbf, vc } = zLink.parse(payload);
  const now = clock.now();
  const { credentialSubject: subject } = vc;
  const own = [iss, sub, vc.issuer, subject.id].every((id) => id === did) && originOf(subject.origin) === origin;
  const timely = findJwtTimeFault({ claims: payload, now }) === undefined;
  if (!own || !timely || Object.keys(header).toSorted().join() !== 'alg,kid') throw new Error('link');
  const resolved = await options.resolveDid(did);
  await verifyCompactJws({
    jws: jwt,
    publicJwk: selectDidKey({ resolved, kid: header.kid, signedAt: nbf ?? now }),
    typ: undefined,
  });
}
