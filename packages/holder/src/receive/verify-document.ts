import {
  jwkThumbprint,
  type JsonObject,
  parseCompactJws,
  type PublicJwk,
  verifySdJwtVc,
  verifyVcJwt,
} from '@postern/credential';
import type { Clock } from '@postern/primitives';

import { HolderError } from '../error.ts';
import { createDidResolver } from '../http/fetch-json.ts';
import type { HttpClient } from '../ports.ts';
import type { HeldFormat } from '../store/stored-credential.ts';
import type { IssuerProfile } from './fetch-issuer-metadata.ts';
import { assertSignerOfOffer, findIssuerKey, type IssuerKey, type KeyFoundBy } from './issuer-key.ts';

/** One credential as its issuer signed it, after every check but the one whose key it is. */
export type VerifiedDocument = {
  format: HeldFormat;
  types: string[];
  issuedBy: string;
  foundBy: KeyFoundBy;
  authorityKeyIdentifiers: readonly string[];
  expiresAt: number | undefined;
  claims: JsonObject;
  /** Thumbprints of the keys that may present it. */
  holderThumbprints: readonly string[];
};

export type VerifyDocumentOptions = {
  credential: string;
  configurationId: string;
  issuer: IssuerProfile;
  http: HttpClient;
  clock: Clock;
  /** Base64 DER; none unless configured. */
  trustAnchors: readonly string[];
};

/**
 * Verifies one received credential by the format of its configuration: signature under a key of the issuer, type,
 * times, and that the signer may speak for the issuer of the offer.
 *
 * @throws {HolderError} ERR_ISSUER_UNSUPPORTED, ERR_CREDENTIAL_ISSUER, ERR_CREDENTIAL_TYPE, ERR_CREDENTIAL_KEY
 * @throws {SdJwtError | VcJwtError | JwsError | DidError} the credential does not stand
 */
export async function verifyDocument(options: VerifyDocumentOptions): Promise<VerifiedDocument> {
  const configuration = options.issuer.configurations[options.configurationId];
  const { format } = configuration ?? {};
  const document =
    format === 'dc+sd-jwt'
      ? await verifySdJwt(options, configuration?.vct)
      : format === 'jwt_vc_json'
        ? await verifyW3c(options, configuration?.credential_definition?.type ?? [])
        : undefined;
  if (document === undefined) {
    throw new HolderError('ERR_ISSUER_UNSUPPORTED', 'The credential has a format that this wallet does not keep.');
  }
  assertSignerOfOffer(document.issuedBy, options.issuer.credentialIssuer);
  return document;
}

async function verifySdJwt(options: VerifyDocumentOptions, vct: string | undefined): Promise<VerifiedDocument> {
  const { credential, http, clock, trustAnchors } = options;
  let found: IssuerKey | undefined;
  const verified = await verifySdJwtVc({
    token: credential,
    clock,
    expectedVct: vct ?? '',
    resolveIssuerKey: async ({ issuer, header }) => {
      const trust = { trustAnchors, now: clock.now() };
      found = await findIssuerKey({ issuer, header, http, trust });
      return found;
    },
  });
  if (verified.holderJwk === undefined) throw otherKey();
  return {
    format: 'dc+sd-jwt',
    types: [vct!],
    issuedBy: verified.issuer,
    foundBy: found!.foundBy,
    authorityKeyIdentifiers: found!.authorityKeyIdentifiers,
    expiresAt: verified.expiresAt,
    claims: verified.claims,
    holderThumbprints: [await jwkThumbprint(verified.holderJwk)],
  };
}

async function verifyW3c(options: VerifyDocumentOptions, types: readonly string[]): Promise<VerifiedDocument> {
  const { credential, http, clock } = options;
  const verified = await verifyVcJwt({
    jwt: credential,
    clock,
    expectedType: types.findLast((type) => type !== 'VerifiableCredential') ?? 'VerifiableCredential',
    resolveDid: createDidResolver(http),
  });
  const { payload } = parseCompactJws(credential);
  const vc = payload['vc'] as JsonObject;
  const stated = vc['type'] as string[];
  if (!types.every((type) => stated.includes(type))) {
    throw new HolderError('ERR_CREDENTIAL_TYPE', 'The credential is of another type than described.');
  }
  return {
    format: 'jwt_vc_json',
    types: stated,
    issuedBy: verified.issuer,
    foundBy: verified.issuer.startsWith('did:web:') ? 'web' : 'did',
    authorityKeyIdentifiers: [],
    expiresAt: verified.expiresAt,
    claims: { ...vc, issuer: verified.issuer, credentialSubject: { ...verified.credentialSubject } as JsonObject },
    holderThumbprints: await readHolderThumbprints(verified.subject, payload['cnf'], http),
  };
}

/** Keys of a subject that is a DID made of keys; a subject on the web would let its host decide who presents. */
async function readHolderThumbprints(subject: string, confirmation: unknown, http: HttpClient): Promise<string[]> {
  const { jwk } = (confirmation ?? {}) as { jwk?: PublicJwk };
  if (jwk !== undefined) return [await jwkThumbprint(jwk)];
  if (!/^did:(jwk|key):/.test(subject)) throw otherKey();
  const { keys } = await createDidResolver(http)(subject);
  return Promise.all(keys.map(({ publicJwk }) => jwkThumbprint(publicJwk)));
}

function otherKey(): HolderError {
  return new HolderError('ERR_CREDENTIAL_KEY', 'The credential is bound to another key.');
}
