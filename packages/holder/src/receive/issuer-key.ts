import { didWebDocumentUrl, type PublicJwk, toVerificationJwk } from '@postern/credential';
import { z } from 'zod';

import { HolderError } from '../error.ts';
import { createDidResolver, fetchJson } from '../http/fetch-json.ts';
import type { HttpClient } from '../ports.ts';
import { wellKnownUrl } from './fetch-issuer-metadata.ts';

/** How the key of an issuer was found: at its own web address, by a certificate, or inside its DID. */
export type KeyFoundBy = 'web' | 'certificate' | 'did';

export type IssuerKey = {
  publicJwk: PublicJwk;
  /** The certificate's own name, for a credential that names no issuer. */
  issuer?: string;
  foundBy: KeyFoundBy;
  authorityKeyIdentifiers: readonly string[];
};

/** Certificates that a holder trusts for issuers and verifiers, base64 DER. */
export type CertificateTrust = { trustAnchors: readonly string[]; now: number };

const zJwtVcIssuer = z.looseObject({
  issuer: z.string(),
  jwks: z.looseObject({ keys: z.array(z.looseObject({ kid: z.string().optional() })) }).optional(),
  jwks_uri: z.string().optional(),
});
const zKeySet = z.looseObject({ keys: z.array(z.looseObject({ kid: z.string().optional() })) });

/**
 * Finds the key of an SD-JWT VC's issuer: the certificate chain in the header, the issuer's own
 * `/.well-known/jwt-vc-issuer`, or its DID.
 *
 * @throws {HolderError} ERR_CREDENTIAL_ISSUER, ERR_ISSUER_METADATA
 * @throws {X509Error | DidError}
 */
export async function findIssuerKey(options: {
  issuer: string;
  header: Readonly<Record<string, unknown>>;
  http: HttpClient;
  trust: CertificateTrust;
}): Promise<IssuerKey> {
  const { issuer, header, http, trust } = options;
  const x5c = z.array(z.string()).min(1).max(10).safeParse(header['x5c']);
  if (x5c.success) return findByCertificate({ issuer, x5c: x5c.data, trust });
  if (issuer.startsWith('did:')) {
    const { keys, id } = await createDidResolver(http)(issuer);
    const kid = header['kid'];
    const wanted = typeof kid === 'string' && kid.startsWith('#') ? `${id}${kid}` : kid;
    const key = wanted === undefined && keys.length === 1 ? keys[0] : keys.find((candidate) => candidate.id === wanted);
    if (key === undefined) throw notOfIssuer();
    const foundBy = issuer.startsWith('did:web:') ? 'web' : 'did';
    return { publicJwk: key.publicJwk, foundBy, authorityKeyIdentifiers: [] };
  }
  const publicJwk = await fetchWebKey({ issuer, kid: header['kid'], http });
  return { publicJwk, foundBy: 'web', authorityKeyIdentifiers: [] };
}

/** X.509 code is large and rarely needed: it is loaded when the first certificate is met. */
async function findByCertificate(options: {
  issuer: string;
  x5c: readonly string[];
  trust: CertificateTrust;
}): Promise<IssuerKey> {
  const { verifyCertificateChain } = await import('@postern/credential/x509');
  const { issuer, x5c, trust } = options;
  const view = await verifyCertificateChain({ x5c, ...trust });
  const names = new Set([...view.dnsNames, ...view.uris]);
  if (URL.canParse(issuer) && !names.has(issuer) && !names.has(new URL(issuer).hostname)) throw notOfIssuer();
  const named = view.uris[0] ?? (view.dnsNames[0] === undefined ? '' : `https://${view.dnsNames[0]}`);
  return {
    publicJwk: view.publicJwk,
    ...(issuer === '' ? { issuer: named } : {}),
    foundBy: 'certificate',
    authorityKeyIdentifiers: view.authorityKeyIdentifiers,
  };
}

/** Keys of an SD-JWT VC issuer by its own metadata (draft-ietf-oauth-sd-jwt-vc §5). */
async function fetchWebKey(options: { issuer: string; kid: unknown; http: HttpClient }): Promise<PublicJwk> {
  const { issuer, kid, http } = options;
  const metadata = await fetchJson({ http, request: { url: wellKnownUrl(issuer, 'jwt-vc-issuer') } });
  const parsed = zJwtVcIssuer.safeParse(metadata.json);
  if (metadata.status !== 200 || !parsed.success || parsed.data.issuer !== issuer) {
    throw new HolderError('ERR_ISSUER_METADATA', 'The issuer keys are missing or of another issuer.');
  }
  const { jwks, jwks_uri: jwksUri } = parsed.data;
  // Exactly one of both (draft §4.2).
  if ((jwks === undefined) === (jwksUri === undefined)) {
    throw new HolderError('ERR_ISSUER_METADATA', 'The issuer keys are missing.');
  }
  const { keys } = jwks ?? zKeySet.parse((await fetchJson({ http, request: { url: jwksUri! } })).json);
  const candidates = kid === undefined ? keys : keys.filter((key) => key.kid === kid);
  if (candidates.length !== 1) throw notOfIssuer();
  return toVerificationJwk(candidates[0]);
}

/**
 * Whether a signer may speak for the issuer of an offer: the same host on the web. A DID without a host is taken for
 * itself: the offer came over TLS from the issuer, and the wallet shows how the key was found.
 *
 * @throws {HolderError} ERR_CREDENTIAL_ISSUER
 */
export function assertSignerOfOffer(signedBy: string, credentialIssuer: string): void {
  if (signedBy.startsWith('did:') && !signedBy.startsWith('did:web:')) return;
  const url = signedBy.startsWith('did:web:')
    ? didWebDocumentUrl({ did: signedBy, allowLoopbackHttp: true })
    : signedBy;
  if (!URL.canParse(url) || new URL(url).host !== new URL(credentialIssuer).host) throw notOfIssuer();
}

function notOfIssuer(): HolderError {
  return new HolderError('ERR_CREDENTIAL_ISSUER', 'The credential is of another issuer than the offer.');
}
