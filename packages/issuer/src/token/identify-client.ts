import {
  CLOCK_SKEW_SECONDS,
  findJwtTimeFault,
  jwkThumbprint,
  parseCompactJws,
  type PublicJwk,
  toPublicJwk,
  verifyCompactJws,
} from '@postern/credential';
import { verifyCertificateChain } from '@postern/credential/x509';
import { z } from 'zod';

import { IssuanceError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { Tenant } from '../rows.ts';
import { issuerIdentifier } from '../tenant/issuer-identifier.ts';
import { hashToken } from '../vault/hash-token.ts';

/** Headers `OAuth-Client-Attestation` and `OAuth-Client-Attestation-PoP`. */
export type PresentedAttestation = { attestation: string | undefined; proof: string | undefined };

/** Types of the two JWTs (draft-ietf-oauth-attestation-based-client-auth §5). */
const ATTESTATION_TYP = 'oauth-client-attestation+jwt';
const PROOF_TYP = 'oauth-client-attestation-pop+jwt';
const MAX_AGE_SECONDS = 300;

const zAttestation = z.looseObject({
  iss: z.string().optional(),
  sub: z.string().min(1),
  exp: z.number(),
  cnf: z.looseObject({ jwk: z.unknown() }),
});
const zProof = z.looseObject({
  iss: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]),
  jti: z.string().min(1).max(256),
  iat: z.number(),
});

/**
 * Who calls: the client that a wallet provider attests, or the public client that names itself. Our wallets are public
 * clients; a bank may require attested ones (HAIP 1.0 §4.4). An attestation that is sent must stand in any case.
 *
 * @returns the client's id; null when none was named
 * @throws {IssuanceError} `ERR_ISSUANCE_CLIENT`
 */
export async function identifyClient(
  context: IssuerContext,
  options: { tenant: Tenant; clientId: string | undefined; presented: PresentedAttestation },
): Promise<string | null> {
  const { tenant, clientId, presented } = options;
  const { attestation, proof } = presented;
  if (attestation === undefined && proof === undefined) {
    if (tenant.policy.clientAttestation === 'required') throw refuse();
    return clientId ?? null;
  }
  if (attestation === undefined || proof === undefined) throw refuse();
  const attested = await verifyAttestation(context, { tenant, attestation, proof });
  if (clientId !== undefined && clientId !== attested) throw refuse();
  return attested;
}

async function verifyAttestation(
  context: IssuerContext,
  options: { tenant: Tenant; attestation: string; proof: string },
): Promise<string> {
  const { store, clock, settings } = context;
  const { tenant, attestation, proof } = options;
  const now = clock.now();
  try {
    const attester = await findAttester(tenant, attestation, now);
    const attested = zAttestation.parse(
      (await verifyCompactJws({ jws: attestation, publicJwk: attester, typ: ATTESTATION_TYP })).payload,
    );
    const publicJwk = toPublicJwk(attested.cnf.jwk);
    const shown = zProof.parse((await verifyCompactJws({ jws: proof, publicJwk, typ: PROOF_TYP })).payload);
    const audience = issuerIdentifier({ settings, tenant: tenant.slug });
    const forUs = Array.isArray(shown.aud) ? shown.aud.includes(audience) : shown.aud === audience;
    const current = findJwtTimeFault({ claims: attested, now }) === undefined;
    const fresh = findJwtTimeFault({ claims: shown, now, maxAgeSeconds: MAX_AGE_SECONDS }) === undefined;
    if (!forUs || !current || !fresh || (shown.iss !== undefined && shown.iss !== attested.sub)) throw refuse();
    const markerHash = await hashToken(`attestation|${await jwkThumbprint(publicJwk)}|${shown.jti}`);
    const marker = { markerHash, expiresAt: now + MAX_AGE_SECONDS + 2 * CLOCK_SKEW_SECONDS };
    if (!(await store.transaction((transaction) => transaction.useOnce(marker)))) throw refuse();
    return attested.sub;
  } catch (cause) {
    if (cause instanceof IssuanceError) throw cause;
    throw refuse(cause);
  }
}

/**
 * The attester's key: of a certificate chain to one of the bank's anchors (HAIP 1.0 §4.4.1), or from its own list.
 * Nothing in the attestation itself makes it trusted.
 */
async function findAttester(tenant: Tenant, attestation: string, now: number): Promise<PublicJwk> {
  const { header, payload } = parseCompactJws(attestation);
  const { attesters, attestationAnchors } = tenant.policy;
  if (Array.isArray(header.x5c)) {
    const x5c = header.x5c.filter((certificate) => typeof certificate === 'string');
    return (await verifyCertificateChain({ x5c, trustAnchors: attestationAnchors, now })).publicJwk;
  }
  const known = attesters.find(({ issuer }) => issuer === payload.iss);
  if (known === undefined) throw refuse();
  return known.jwk;
}

function refuse(cause?: unknown): IssuanceError {
  return new IssuanceError('ERR_ISSUANCE_CLIENT', 'The client is not attested as this bank asks.', { cause });
}
