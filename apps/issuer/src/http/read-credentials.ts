import type { IssuerContext, PresentedAttestation, PresentedToken, RequestProof } from '@postern/issuer';
import type { Request } from 'express';

const TOKEN = /^(Bearer|DPoP) ([A-Za-z0-9._~+/-]+=*)$/i;

/** The bearer token of the `Authorization` header (RFC 6750 §2.1); empty when there is none. */
export function readBearer(request: Request): string {
  const [, scheme, token] = TOKEN.exec(request.get('authorization') ?? '') ?? [];
  return scheme?.toLowerCase() === 'bearer' ? (token ?? '') : '';
}

/** The access token with its scheme and the DPoP proof beside it; undefined without one. */
export function readPresentedToken(context: IssuerContext, request: Request): PresentedToken | undefined {
  const [, scheme, token] = TOKEN.exec(request.get('authorization') ?? '') ?? [];
  if (scheme === undefined || token === undefined) return undefined;
  const proof = readRequestProof(context, request);
  return { scheme: scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer', token, request: proof };
}

/** The DPoP header with the request as its sender knows it: behind a proxy, under the public URL. */
export function readRequestProof(context: IssuerContext, request: Request): RequestProof {
  const path = request.originalUrl.split('?')[0] ?? '';
  return { proof: request.get('dpop'), method: request.method, url: `${context.settings.publicUrl}${path}` };
}

/** The two headers of an attested client. */
export function readAttestation(request: Request): PresentedAttestation {
  return {
    attestation: request.get('oauth-client-attestation'),
    proof: request.get('oauth-client-attestation-pop'),
  };
}
