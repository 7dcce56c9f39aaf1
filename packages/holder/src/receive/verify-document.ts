import {
  type CertificateView,
  createIssuerKeyResolver,
  type JsonObject,
  jwkThumbprint,
  parseCompactJws,
  type PublicJwk,
  verifySdJwtVc,
  verifyVcdm2Jwt,
} from '@postern/credential';
import type { Clock } from '@postern/primitives';

import { HolderError } from '../error.ts';
import { createDidResolver, createFetchText } from '../http/fetch-json.ts';
import type { HttpClient } from '../ports.ts';
import type { HeldFormat } from '../store/stored-credential.ts';
import type { IssuerProfile } from './fetch-issuer-metadata.ts';
import { assertSignerOfOffer } from './assert-signer-of-offer.ts';
import { verifyVcJwtTwice } from './verify-vc-jwt-twice.ts';

/** How the key of an issuer was found: at its own web address, by a certificate, or inside its DID. */
export type KeyFoundBy = 'web' | 'certificate' | 'did';

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
 * @throws {HolderError} ERR_ISSUER_UNSUPPORTED, ERR_CREDENTIAL_ISSUER, ERR_CREDENTIAL_TYPE, ERR_CREDENTIAL_KEY,
 *   ERR_CREDENTIAL_SECOND_OPINION
 * @throws {SdJwtError | VcJwtError | JwsError | DidError} the credential does not stand
 */
export async function verifyDocument(options: VerifyDocumentOptions): Promise<VerifiedDocument> {
  const configuration = options.issuer.configurations[options.configurationId];
  const { format } = configuration ?? {};
  const document =
    format === 'dc+sd-jwt'
      ? await verifySdJwt(options, configuration?.vct)
      : format === 'jwt_vc_json' || format === 'vc+jwt'
        ? await verifyW3c(options, format, configuration?.credential_definition?.type ?? [])
        : undefined;
  if (document === undefined) {
    throw new HolderError('ERR_ISSUER_UNSUPPORTED', 'The credential has a format that this wallet does not keep.');
  }
  assertSignerOfOffer(document.issuedBy, options.issuer.credentialIssuer);
  return document;
}

async function verifySdJwt(options: VerifyDocumentOptions, vct: string | undefined): Promise<VerifiedDocument> {
  const { credential, clock } = options;
  const resolveIssuerKey = createResolver(options);
  let certificate: CertificateView | undefined;
  const verified = await verifySdJwtVc({
    token: credential,
    clock,
    expectedVct: vct ?? '',
    resolveIssuerKey: async (wanted) => {
      const found = await resolveIssuerKey(wanted);
      if ('certificate' in found) ({ certificate } = found);
      return found;
    },
  });
  if (verified.holderJwk === undefined) throw otherKey();
  return {
    format: 'dc+sd-jwt',
    types: [vct!],
    issuedBy: verified.issuer,
    foundBy: certificate === undefined ? placeOfKey(verified.issuer) : 'certificate',
    authorityKeyIdentifiers: certificate?.authorityKeyIdentifiers ?? [],
    expiresAt: verified.expiresAt,
    claims: verified.claims,
    holderThumbprints: [await jwkThumbprint(verified.holderJwk)],
  };
}

/** X.509 code is large and rarely needed: it is loaded when the first certificate is met. */
function createResolver({ http, clock, trustAnchors }: VerifyDocumentOptions) {
  return createIssuerKeyResolver({
    fetchText: createFetchText(http),
    resolveDid: createDidResolver(http),
    certificates: {
      trustAnchors,
      verifyChain: async (chain) => (await import('@postern/credential/x509')).verifyCertificateChain(chain),
    },
    unknownAuthority: 'by_name',
    clock,
    allowLoopbackHttp: true,
  });
}

async function verifyW3c(
  options: VerifyDocumentOptions,
  format: 'jwt_vc_json' | 'vc+jwt',
  expected: readonly string[],
): Promise<VerifiedDocument> {
  const { credential, http, clock } = options;
  // did-jwt-vc does not read VCDM 2.0.
  const verify = format === 'jwt_vc_json' ? verifyVcJwtTwice : verifyVcdm2Jwt;
  const verified = await verify({ jwt: credential, clock, resolveDid: createDidResolver(http) });
  if (!expected.every((type) => verified.types.includes(type))) {
    throw new HolderError('ERR_CREDENTIAL_TYPE', 'The credential is of another type than described.');
  }
  const { cnf } = parseCompactJws(credential).payload;
  return {
    format,
    types: verified.types,
    issuedBy: verified.issuer,
    foundBy: placeOfKey(verified.issuer),
    authorityKeyIdentifiers: [],
    expiresAt: verified.expiresAt,
    claims: verified.credential,
    holderThumbprints: await readHolderThumbprints(verified.subject, cnf, http),
  };
}

function placeOfKey(issuer: string): KeyFoundBy {
  return issuer.startsWith('did:') && !issuer.startsWith('did:web:') ? 'did' : 'web';
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
