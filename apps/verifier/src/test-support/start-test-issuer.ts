import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createBitstringStatusListPayload,
  createKycVcPayload,
  createP256Signer,
  createSdJwtVc,
  createTokenStatusListPayload,
  createVpJwt,
  didKeyFromPublicJwk,
  didKeyUrl,
  encodeBitstringList,
  encodeTokenStatusList,
  type JsonObject,
  type P256PublicJwk,
  presentSdJwtVc,
  signCompactJws,
  toP256PublicJwk,
} from '@postern/credential';
import { createStatusBits, type JsonValue, setStatusBit } from '@postern/primitives';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const DAY = 86_400;
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const CLAIMS = { given_name: 'Ada', family_name: 'Lovelace', birthdate: '1990-12-10', nationalities: ['GB'] };

export type TestIssuer = Awaited<ReturnType<typeof startTestIssuer>>;

/** A foreign bank over plain HTTP on this machine: its keys, its DID, its lists. */
export async function startTestIssuer(options: { clock: () => number }) {
  const { clock } = options;
  const { publicJwk, signer } = await createKey();
  const state = { down: false, revoked: new Set<number>(), suspended: new Set<number>(), requests: [] as string[] };
  const server = createServer((request, response) => {
    state.requests.push(request.url ?? '');
    const answer = state.down ? Promise.resolve(undefined) : route(request.url ?? '');
    void answer.then((found) => {
      response.statusCode = found === undefined ? 503 : 200;
      if (found !== undefined) response.setHeader('content-type', found.type);
      response.end(found?.body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, 'localhost', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://localhost:${port}`;
  const issuer = `${origin}/t/aurora`;
  const did = `did:web:localhost%3A${port}`;
  const kid = `${did}#key-1`;
  const vct = `${origin}/vct/kyc/1`;

  async function route(path: string): Promise<{ type: string; body: string } | undefined> {
    const json = (type: string, value: JsonValue) => ({ type, body: JSON.stringify(value) });
    const keys = [{ ...publicJwk, kid: 'key-1', use: 'sig', alg: 'ES256' }];
    if (path === '/.well-known/jwt-vc-issuer/t/aurora') return json('application/json', { issuer, jwks: { keys } });
    if (path === '/.well-known/did.json') {
      const method = { id: kid, type: 'JsonWebKey2020', controller: did, publicKeyJwk: { ...publicJwk } };
      return json('application/did+json', { id: did, verificationMethod: [method], assertionMethod: [kid] });
    }
    const list = { uri: `${origin}${path}`, issuedAt: clock() - 1, expiresAt: clock() + DAY, timeToLive: 60 };
    const bits = (indexes: ReadonlySet<number>) => {
      const filled = createStatusBits();
      for (const index of indexes) setStatusBit(filled, index, true);
      return filled;
    };
    if (path === '/status/token') {
      const lst = await encodeTokenStatusList({ revoked: bits(state.revoked), suspended: bits(state.suspended) });
      const payload = createTokenStatusListPayload({ ...list, issuer, lst });
      const body = await signCompactJws({ header: { typ: 'statuslist+jwt', kid: 'key-1' }, payload, signer });
      return { type: 'application/statuslist+jwt', body };
    }
    if (path === '/status/revocation') {
      const encodedList = await encodeBitstringList(bits(state.revoked));
      const payload = createBitstringStatusListPayload({ ...list, issuerDid: did, purpose: 'revocation', encodedList });
      const body = await signCompactJws({ header: { typ: 'JWT', kid }, payload, signer });
      return { type: 'application/jwt', body };
    }
    return undefined;
  }

  return {
    state,
    issuer,
    did,
    vct,
    issueSdJwt: (holderJwk: P256PublicJwk, index: number) =>
      createSdJwtVc({
        issuer,
        vct,
        claims: CLAIMS,
        holderJwk,
        status: { uri: `${origin}/status/token`, index },
        issuedAt: clock() - 1000,
        expiresAt: clock() + DAY,
        kid: 'key-1',
        signer,
        random,
      }),
    issueVcJwt: (holderDid: string, index: number) => {
      const [issuedAt, expiresAt] = [clock() - 1000, clock() + DAY];
      const status = { listUrl: `${origin}/status/revocation`, index };
      const vc = createKycVcPayload({ issuerDid: did, holderDid, issuedAt, expiresAt, claims: CLAIMS, status });
      const payload = { iss: did, sub: holderDid, nbf: issuedAt, exp: expiresAt, vc: vc as unknown as JsonObject };
      return signCompactJws({ header: { typ: 'JWT', kid }, payload, signer });
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A wallet of one key. */
export async function createTestHolder(options: { clock: () => number }) {
  const { clock } = options;
  const { publicJwk, signer } = await createKey();
  const did = didKeyFromPublicJwk(publicJwk);
  type Bound = { audience: string; nonce: string; transactionData?: readonly string[] };
  return {
    publicJwk,
    did,
    presentSdJwt: (token: string, bound: Bound) =>
      presentSdJwtVc({ token, disclose: [['given_name'], ['nationalities']], signer, now: clock(), ...bound }),
    presentVcJwt: (jwt: string, bound: Bound) =>
      createVpJwt({ version: 1, credentials: [jwt], holder: did, kid: didKeyUrl(did), signer, now: clock(), ...bound }),
  };
}

async function createKey() {
  const pair = await crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { publicJwk: toP256PublicJwk({ kty, crv, x, y }), signer: createP256Signer(pair.privateKey) };
}
