import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createBitstringStatusListPayload,
  createBitstringStatusListVcdm2Payload,
  createKycVcPayload,
  createP256Signer,
  createSdJwtVc,
  createTokenStatusListPayload,
  createVcdm2Payload,
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

type Served = { type: string; body: string };

const bitsOf = (indexes: ReadonlySet<number>) => {
  const filled = createStatusBits();
  for (const index of indexes) setStatusBit(filled, index, true);
  return filled;
};

/** A foreign bank over plain HTTP on this machine: its keys, its DID, its lists. */
export async function startTestIssuer(options: { clock: () => number }) {
  const { clock } = options;
  const { publicJwk, signer } = await createKey();
  const state = {
    down: false,
    revoked: new Set<number>(),
    suspended: new Set<number>(),
    requests: [] as string[],
    /** How long a cache in front of the bank serves a list without asking again. */
    cacheSeconds: 0,
  };
  const cached = new Map<string, { found: Promise<Served | undefined>; until: number }>();
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    state.requests.push(path);
    const kept = cached.get(path);
    const isKept = kept !== undefined && clock() < kept.until;
    const answer = state.down ? Promise.resolve(undefined) : isKept ? kept.found : route(path);
    if (!isKept) cached.set(path, { found: answer, until: clock() + state.cacheSeconds });
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

  async function route(path: string): Promise<Served | undefined> {
    const json = (type: string, value: JsonValue) => ({ type, body: JSON.stringify(value) });
    const keys = [{ ...publicJwk, kid: 'key-1', use: 'sig', alg: 'ES256' }];
    if (path === '/.well-known/jwt-vc-issuer/t/aurora') return json('application/json', { issuer, jwks: { keys } });
    if (path === '/.well-known/did.json') {
      const method = { id: kid, type: 'JsonWebKey2020', controller: did, publicKeyJwk: { ...publicJwk } };
      return json('application/did+json', { id: did, verificationMethod: [method], assertionMethod: [kid] });
    }
    // Says that it may be kept for longer than the verifier keeps anything.
    const list = {
      uri: `${origin}${path}`,
      issuedAt: clock() - 1,
      expiresAt: clock() + DAY,
      timeToLive: 300,
      sequence: 0,
    };
    if (path === '/status/token') {
      const lst = await encodeTokenStatusList({ revoked: bitsOf(state.revoked), suspended: bitsOf(state.suspended) });
      const payload = createTokenStatusListPayload({ ...list, issuer, lst });
      const body = await signCompactJws({ header: { typ: 'statuslist+jwt', kid: 'key-1' }, payload, signer });
      return { type: 'application/statuslist+jwt', body };
    }
    const [, version, kind] = /^\/status\/(v2\/)?(revocation|suspension|combined)$/.exec(path) ?? [];
    if (kind === undefined) return undefined;
    const options = {
      ...{ ...list, issuerDid: did },
      purpose: kind === 'revocation' ? ('revocation' as const) : ('suspension' as const),
      encodedList: await encodeBitstringList(bitsOf(raisedIn(kind))),
      companions: (['revocation', 'suspension'] as const)
        .filter((purpose) => purpose !== kind)
        .map((purpose) => ({ purpose, uri: `${origin}/status/${version ?? ''}${purpose}` })),
    };
    const isSecond = version !== undefined;
    const payload = isSecond
      ? createBitstringStatusListVcdm2Payload(options)
      : createBitstringStatusListPayload(options);
    const body = await signCompactJws({ header: { typ: isSecond ? 'vc+jwt' : 'JWT', kid }, payload, signer });
    return { type: isSecond ? 'application/vc+jwt' : 'application/jwt', body };
  }

  function raisedIn(kind: string): ReadonlySet<number> {
    if (kind === 'combined') return new Set([...state.revoked, ...state.suspended]);
    return kind === 'revocation' ? state.revoked : state.suspended;
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
    /** `named`: the one list that the credential names; the bank's older ones named that of revocations. */
    issueVcJwt: (holderDid: string, index: number, named: 'combined' | 'revocation' = 'combined') => {
      const [issuedAt, expiresAt] = [clock() - 1000, clock() + DAY];
      const purpose = named === 'combined' ? 'suspension' : named;
      const status = { listUrl: `${origin}/status/${named}`, index, purpose } as const;
      const vc = createKycVcPayload({ issuerDid: did, holderDid, issuedAt, expiresAt, claims: CLAIMS, status });
      const payload = { iss: did, sub: holderDid, nbf: issuedAt, exp: expiresAt, vc: vc as unknown as JsonObject };
      return signCompactJws({ header: { typ: 'JWT', kid }, payload, signer });
    },
    issueVcdm2: (holderDid: string, index: number) => {
      const [issuedAt, expiresAt] = [clock() - 1000, clock() + DAY];
      const statuses = (['revocation', 'suspension'] as const).map((purpose) => ({
        ...{ purpose, index },
        listUrl: `${origin}/status/v2/${purpose}`,
      }));
      const payload = createVcdm2Payload({ issuerDid: did, holderDid, issuedAt, expiresAt, claims: CLAIMS, statuses });
      return signCompactJws({ header: { typ: 'vc+jwt', cty: 'vc', kid }, payload, signer });
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
    presentW3c: (version: 1 | 2, jwt: string, bound: Bound) =>
      createVpJwt({ version, credentials: [jwt], holder: did, kid: didKeyUrl(did), signer, now: clock(), ...bound }),
  };
}

async function createKey() {
  const pair = await crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { publicJwk: toP256PublicJwk({ kty, crv, x, y }), signer: createP256Signer(pair.privateKey) };
}
