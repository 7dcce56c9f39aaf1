import { type Clock, PosternError } from '@postern/primitives';

import { createBoundedCache } from '../cache/create-bounded-cache.ts';
import { selectDidKey } from '../did/did-document.ts';
import type { DidResolver, FetchText } from '../did/resolve-did.ts';
import type { IssuerKey, ResolveIssuerKey } from '../sd-jwt/verify-sd-jwt-vc.ts';
import type { CertificateView } from '../x509/certificate-view.ts';
import { fetchIssuerKeys, selectIssuerKey } from './fetch-issuer-keys.ts';
import { IssuerKeyError } from './issuer-key-error.ts';
import { parseIssuerUrl } from './jwt-vc-issuer-url.ts';

/** `verifyCertificateChain` of `@postern/credential/x509`, handed in so that who needs no certificates loads none. */
export type VerifyChain = (options: {
  x5c: readonly string[];
  trustAnchors: readonly string[];
  now: number;
}) => Promise<CertificateView>;

export type CreateIssuerKeyResolverOptions = {
  fetchText: FetchText;
  /** For issuers that are DIDs, which the draft leaves to ecosystems; refused without. */
  resolveDid?: DidResolver;
  /** For keys in `x5c`; a credential with one is refused without. */
  certificates?: { trustAnchors: readonly string[]; verifyChain: VerifyChain };
  /**
   * What a chain means whose authority is not known here: `refuse` (the default) for who trusts by chains alone; `by_name`
   * sets the chain aside, it proves nothing and takes nothing away, and looks the key up at the issuer's own address.
   */
  unknownAuthority?: 'refuse' | 'by_name';
  clock: Clock;
  /** Development only: loopback issuers over http. */
  allowLoopbackHttp: boolean;
  freshSeconds?: number;
  lastGoodSeconds?: number;
};

/**
 * Finds the key of an SD-JWT VC's issuer (draft-ietf-oauth-sd-jwt-vc §3.5): in `x5c` under the caller's trust anchors,
 * else in the JWT VC Issuer Metadata of an https issuer, else in the document of a DID. An issuer named beside an `x5c`
 * must stand in the leaf's subject alternative names.
 */
export function createIssuerKeyResolver(options: CreateIssuerKeyResolverOptions): ResolveIssuerKey {
  const { resolveDid, clock, unknownAuthority = 'refuse', freshSeconds = 300, lastGoodSeconds = 3600 } = options;
  const keysOf = createBoundedCache({
    load: (issuer) => fetchIssuerKeys({ ...options, issuer }),
    clock,
    fresh: freshSeconds,
    lastGood: lastGoodSeconds,
    negative: 10,
    isUnreachable: (cause) => cause instanceof IssuerKeyError && cause.code === 'ERR_ISSUER_KEY_UNREACHABLE',
    maxEntries: 1000,
  });
  return async ({ issuer, kid, header, signedAt }) => {
    const isAsked = options.certificates !== undefined || unknownAuthority === 'refuse';
    if (header.x5c !== undefined && isAsked) {
      try {
        return await resolveByCertificate(options, { issuer, x5c: header.x5c });
      } catch (error) {
        if (unknownAuthority === 'refuse' || !isOfUnknownAuthority(error)) throw error;
      }
    }
    if (issuer.startsWith('did:')) {
      if (resolveDid === undefined) throw new IssuerKeyError('ERR_ISSUER_KEY_ISSUER', 'DIDs are no issuers here.');
      return selectDidKey({ resolved: await resolveDid(issuer), kid, signedAt });
    }
    return selectIssuerKey(await keysOf(issuer), kid);
  };
}

function isOfUnknownAuthority(error: unknown): boolean {
  return error instanceof PosternError && error.code === 'ERR_X509_UNTRUSTED';
}

async function resolveByCertificate(
  options: CreateIssuerKeyResolverOptions,
  { issuer, x5c }: { issuer: string; x5c: unknown },
): Promise<IssuerKey> {
  const { certificates, clock } = options;
  if (certificates === undefined) {
    throw new IssuerKeyError('ERR_ISSUER_KEY_UNTRUSTED', 'No certificate authority is trusted here.');
  }
  const { trustAnchors, verifyChain } = certificates;
  const certificate = await verifyChain({ x5c: x5c as string[], trustAnchors, now: clock.now() });
  const { publicJwk } = certificate;
  if (issuer !== '') {
    assertNamed(options, { issuer, certificate });
    return { publicJwk, issuer, certificate };
  }
  // Without `iss`, the subject of the leaf is the issuer.
  const [uri] = certificate.uris;
  const [dnsName] = certificate.dnsNames;
  const named = uri ?? (dnsName === undefined ? undefined : `https://${dnsName}`);
  if (named === undefined) throw new IssuerKeyError('ERR_ISSUER_KEY_ISSUER', 'The certificate names no issuer.');
  return { publicJwk, issuer: named, certificate };
}

function assertNamed(
  { allowLoopbackHttp }: { allowLoopbackHttp: boolean },
  { issuer, certificate }: { issuer: string; certificate: CertificateView },
): void {
  if (certificate.uris.includes(issuer)) return;
  const host = issuer.startsWith('did:') ? undefined : parseIssuerUrl({ issuer, allowLoopbackHttp }).hostname;
  if (host === undefined || !certificate.dnsNames.includes(host)) {
    throw new IssuerKeyError('ERR_ISSUER_KEY_UNTRUSTED', 'The certificate was issued to another name.');
  }
}
