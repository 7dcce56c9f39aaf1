import {
  DidError,
  parseCompactJws,
  type PublicJwk,
  verifyVcdm2Jwt,
  verifyVcJwt,
  verifyVpJwt,
} from '@postern/credential';

import { PolicyRefusalError, PresentationMismatchError } from '../errors.ts';
import type { TrustDocuments } from '../ports.ts';
import { assertAgreed } from '../presentation/assert-agreed.ts';
import { assertBounded } from './assert-bounded.ts';
import { assertStatusGood } from './assert-status-good.ts';
import type { ShownCredential } from './shown-credential.ts';
import type { VerifyShownOptions } from './verify-shown-credential.ts';

/** Version of the VP JWT that carries each format, and the verification of the credential inside. */
const FORMATS = {
  jwt_vc_json: { version: 1, verify: verifyVcJwt },
  'vc+jwt': { version: 2, verify: verifyVcdm2Jwt },
} as const;
/** Holders name themselves by keys; a method with a host would let anybody make the service fetch. */
const HOLDER_METHODS = /^did:(key|jwk|ethr):/;

/**
 * A presentation of one W3C credential in JWT form (OpenID4VP 1.0 Appendix B.1): the VP JWT with holder signature,
 * audience, nonce and age, then the credential inside: issuer by trust, signature, data model, times, subject, the second
 * opinion, status.
 */
export function verifyShownW3c(format: 'jwt_vc_json' | 'vc+jwt') {
  return async (options: VerifyShownOptions): Promise<ShownCredential> => {
    const { presentation, audience, nonce, now, trust, ports } = options;
    const { version, verify } = FORMATS[format];
    const resolveHolder = createHolderResolver(ports.documents);
    const vp = await verifyVpJwt({ jwt: presentation, audience, nonce, now, resolveDid: resolveHolder });
    const [jwt, ...others] = vp.credentials;
    if (vp.version !== version || jwt === undefined) {
      throw new PresentationMismatchError(
        'ERR_PRESENTATION_FORMAT',
        'The presentation is of another format than asked.',
      );
    }
    if (others.length > 0)
      throw new PresentationMismatchError('ERR_PRESENTATION_TOO_MANY', 'More was shown than asked.');
    assertIssuerTrusted({ jwt, version, issuers: trust.issuers });
    const { resolveDid } = ports.documents;
    const { issuer, types, credential, statusEntries, expiresAt } = await verify({
      jwt,
      resolveDid,
      clock: { now: () => now },
    });
    // It is shown whole, so nobody withholds its date, which VCDM 2.0 leaves to the issuer.
    const limits = { hasStatus: statusEntries.length > 0, hasExpiry: expiresAt !== undefined, hasDate: true };
    assertBounded({ issuer, ...limits, trust });
    // did-jwt-vc, which is asked there, does not read VCDM 2.0.
    if (version === 1) await assertAgreed(ports.secondOpinions.onVcJwt(jwt));
    let statusAsOf: number | undefined;
    for (const entry of statusEntries) {
      const reference = { kind: 'bitstring', entry } as const;
      const asOf = await assertStatusGood({ issuer, reference, trustAnchors: [], status: ports.status });
      statusAsOf = Math.min(asOf, statusAsOf ?? asOf);
    }
    return {
      signed: jwt,
      issuer,
      types,
      claims: credential,
      holder: await describeHolder(vp.holder, resolveHolder),
      expiresAt,
      certificate: undefined,
      statusAsOf,
      confirmsTransactions: false,
    };
  };
}

/** Before anything is fetched for it. */
function assertIssuerTrusted(options: { jwt: string; version: 1 | 2; issuers: readonly string[] }): void {
  const { jwt, version, issuers } = options;
  const { iss, issuer } = parseCompactJws(jwt).payload;
  // The very member that the verification takes the issuer from: another one beside it must not open the door.
  const named = version === 1 ? iss : ((Object(issuer) as { id?: unknown }).id ?? issuer);
  if (typeof named !== 'string' || !named.startsWith('did:') || !issuers.includes(named)) {
    throw new PolicyRefusalError('ERR_POLICY_ISSUER_UNTRUSTED', 'The issuer of the credential is not accepted here.');
  }
}

function createHolderResolver({ resolveDid }: TrustDocuments): TrustDocuments['resolveDid'] {
  return async (did) => {
    if (!HOLDER_METHODS.test(did)) throw new DidError('ERR_DID_METHOD', 'Holders are named by keys here.');
    return resolveDid(did);
  };
}

/** The holder's key where the DID is one key, so that it compares with the key of an SD-JWT. */
async function describeHolder(did: string, resolve: TrustDocuments['resolveDid']): Promise<PublicJwk | string> {
  const { keys, authenticationKeys = keys } = await resolve(did);
  const [key, ...others] = authenticationKeys;
  return key !== undefined && others.length === 0 ? key.publicJwk : did;
}
