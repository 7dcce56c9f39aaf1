import {
  didJwkAsWritten,
  findJwtTimeFault,
  jwkThumbprint,
  parseCompactJws,
  resolveDid,
  selectDidKey,
  toPublicJwk,
  verifyParsedJws,
} from '@postern/credential';
import { HOLDER_COMMITMENT_CLAIM, zKeyProofPayload } from '@postern/protocol';

import { IssuanceError } from '../error.ts';
import type { ProvenKey } from '../rows.ts';

/** Accepted age of a proof, seconds. */
const MAX_AGE_SECONDS = 300;

export type VerifiedKeyProofs = {
  keys: ProvenKey[];
  nonce: string;
  /** Decimal holder commitment, if the proofs carry one. */
  holderCommitment: string | undefined;
};

/**
 * Verifies the key proofs of one credential request (OpenID4VCI 1.0 appendix F.1): each a JWS of its own type
 * under the key it names, made for this issuer, now, by the client that the token was given to (no `iss` after anonymous
 * access); all with one nonce, one holder commitment, different keys. Whether the nonce is ours is decided afterwards, when it is consumed.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_PROOF` | `ERR_ISSUANCE_COMMITMENT_DIFFERS`
 */
export async function verifyKeyProofs(options: {
  proofs: readonly string[];
  issuer: string;
  clientId: string | null;
  now: number;
}): Promise<VerifiedKeyProofs> {
  const verified = await Promise.all(options.proofs.map((proof) => verifyKeyProof({ ...options, proof })));
  const [first] = verified;
  if (first === undefined || verified.some((proof) => proof.nonce !== first.nonce)) throw refuse();
  if (new Set(verified.map((proof) => proof.thumbprint)).size !== verified.length) throw refuse();
  if (verified.some((proof) => proof.holderCommitment !== first.holderCommitment)) {
    throw new IssuanceError('ERR_ISSUANCE_COMMITMENT_DIFFERS', 'All proofs carry the same holder commitment.');
  }
  return {
    keys: verified.map(({ publicJwk, did, thumbprint }) => ({ publicJwk, did, thumbprint })),
    nonce: first.nonce,
    holderCommitment: first.holderCommitment,
  };
}

async function verifyKeyProof(options: { proof: string; issuer: string; clientId: string | null; now: number }) {
  try {
    const parsed = parseCompactJws(options.proof);
    const { publicJwk, did } = await readHolderKey(parsed.header);
    const { payload } = await verifyParsedJws({ parsed, publicJwk, typ: 'openid4vci-proof+jwt' });
    const claims = zKeyProofPayload.parse(payload);
    const times = { claims: payload, now: options.now, maxAgeSeconds: MAX_AGE_SECONDS };
    const fresh = findJwtTimeFault(times) === undefined;
    const isClient = claims.iss === undefined || claims.iss === options.clientId;
    if (claims.aud !== options.issuer || !isClient || !fresh) throw refuse();
    const thumbprint = await jwkThumbprint(publicJwk);
    return { publicJwk, did, thumbprint, nonce: claims.nonce, holderCommitment: claims[HOLDER_COMMITMENT_CLAIM] };
  } catch (cause) {
    throw refuse(cause);
  }
}

/** The one key that the header names: `jwk`, or the `kid` of a DID that is its own document, never both. */
async function readHolderKey(header: Record<string, unknown>): Promise<Omit<ProvenKey, 'thumbprint'>> {
  const { jwk, kid, x5c } = header;
  if (x5c !== undefined || (jwk === undefined) === (kid === undefined)) throw refuse();
  if (jwk !== undefined) {
    const publicJwk = toPublicJwk(jwk);
    return { publicJwk, did: didJwkAsWritten(jwk as object) };
  }
  if (typeof kid !== 'string' || !/^did:(jwk|key):/.test(kid)) throw refuse();
  const resolved = await resolveDid({ did: kid.split('#')[0]!, fetchText: refuseFetch, allowLoopbackHttp: false });
  return { publicJwk: selectDidKey({ resolved, kid }), did: resolved.id };
}

/** did:jwk and did:key need no network; nothing else gets here. */
async function refuseFetch(): Promise<never> {
  throw refuse();
}

function refuse(cause?: unknown): IssuanceError {
  return new IssuanceError('ERR_ISSUANCE_PROOF', 'A key proof does not stand.', { cause });
}
