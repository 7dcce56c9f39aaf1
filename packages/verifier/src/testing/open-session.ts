import { createP256Signer, toP256PublicJwk } from '@postern/credential';
import type { CreateSessionRequest } from '@postern/protocol';

import type { ProtocolRecord } from '../ports.ts';
import { createSession } from '../session/create-session.ts';
import { ACCOUNT, type FakeWorld, PROTOCOL } from './create-fake-world.ts';

export const PUBLIC_URL = 'http://localhost:4104';
const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** Opens a session of the test protocol: its policy for the test account unless told otherwise. */
export function openSession(
  world: FakeWorld,
  request: Partial<CreateSessionRequest> = {},
  protocol: ProtocolRecord = PROTOCOL,
) {
  const asksPolicy = request.credentials === undefined || request.policyId !== undefined;
  const policy = asksPolicy ? { policyId: protocol.policyIds[0], account: ACCOUNT } : {};
  return createSession({ protocol, request: { ...policy, ...request }, ports: world.ports });
}

/** A signing key and its public part. */
export async function createSigningKey() {
  const pair = await crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { pair, publicJwk: toP256PublicJwk({ kty, crv, x, y }), signer: createP256Signer(pair.privateKey) };
}
