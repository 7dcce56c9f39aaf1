import { createStatusBits, setStatusBit } from '@postern/primitives';

import { resolveDidJwk } from '../did/did-jwk.ts';
import { type JsonObject, signCompactJws } from '../jose/compact-jws.ts';
import { createSdJwtVc } from '../sd-jwt/create-sd-jwt-vc.ts';
import { encodeBitstringList } from '../status/bitstring-status-list.ts';
import { createStatusChecker } from '../status/create-status-checker.ts';
import {
  createBitstringStatusListPayload,
  createBitstringStatusListVcdm2Payload,
  createTokenStatusListPayload,
} from '../status/status-list-payloads.ts';
import { encodeTokenStatusList } from '../status/token-status-list.ts';
import { createKycVcPayload } from '../vc-jwt/create-vc-payload.ts';
import { createVcdm2Payload } from '../vc-jwt/create-vcdm2-payload.ts';
import { createTestParty, type TestParty, testRandom } from './test-parties.ts';

export const NOW = 1_790_000_000;
export const VCT = 'https://bank.example/vct/1';
export const LISTS = {
  token: 'https://bank.example/status/token/1',
  revocation: 'https://bank.example/status/revocation/1',
  suspension: 'https://bank.example/status/suspension/1',
  /** Revoked or suspended: the one list that a VCDM 1.1 credential names. */
  combined: 'https://bank.example/status/combined/1',
} as const;

/** How long the checkers of a test keep a list that says more, or nothing. */
export const MAX_LIFE_SECONDS = 40;

type ListState = {
  now: number;
  issuedAt: number;
  /** The list's `sequence`; without one, as a foreign issuer's. */
  sequence: number | undefined;
  revoked: number[];
  suspended: number[];
  /** Model of the list credentials. */
  version: 1 | 2;
  /** Whether lists name the others that speak of the same indexes. */
  companions: boolean;
  /** Seconds that a list says it may be kept. */
  timeToLive: number;
  down: boolean;
  /** Lists that cannot be had while others can. */
  downLists: string[];
  /** How long an answer is on its way. */
  answerSeconds: number;
  fetches: string[];
  /** Changes to the list's payload or signer before it is served. */
  forge: { payload?: JsonObject; header?: JsonObject; signer?: TestParty };
};

/** A bank (its DID is its issuer identifier), a holder, and lists that say what `state` says. */
export async function createTestWorld() {
  const bank = await createTestParty('ES256');
  const holder = await createTestParty('ES256');
  const state: ListState = {
    now: NOW,
    issuedAt: NOW,
    sequence: 0,
    revoked: [],
    suspended: [],
    version: 2,
    companions: true,
    timeToLive: 30,
    down: false,
    downLists: [],
    answerSeconds: 0,
    fetches: [],
    forge: {},
  };
  const clock = { now: () => state.now };
  const fetchText = async (url: string) => {
    state.fetches.push(url);
    state.now += state.answerSeconds;
    if (state.down || state.downLists.includes(url)) return { status: 503, text: '' };
    const found = Object.entries(LISTS).find(([, uri]) => uri === url);
    if (found === undefined) return { status: 404, text: '' };
    return { status: 200, text: await createList(bank, state, found[0] as keyof typeof LISTS) };
  };
  const resolveDid = async (did: string) => resolveDidJwk(did);
  const resolveIssuerKey = async ({ issuer }: { issuer: string }) => resolveDidJwk(issuer).keys[0]!.publicJwk;
  const createChecker = (statusProviders: Readonly<Record<string, readonly string[]>> = {}) =>
    createStatusChecker({
      statusProviders,
      ...{ fetchText, resolveDid, resolveIssuerKey, clock },
      allowLoopbackHttp: false,
      maxLifeSeconds: MAX_LIFE_SECONDS,
    });
  return { bank, holder, state, clock, resolveDid, resolveIssuerKey, createChecker };
}
export type TestWorld = Awaited<ReturnType<typeof createTestWorld>>;

async function createList(bank: TestParty, state: ListState, kind: keyof typeof LISTS): Promise<string> {
  const bits = (indexes: readonly number[]) => {
    const list = createStatusBits();
    for (const index of indexes) setStatusBit(list, index, true);
    return list;
  };
  const { issuedAt, timeToLive } = state;
  // JSON leaves out what is undefined.
  const sequence = state.sequence as number;
  const common = { uri: LISTS[kind], issuedAt, expiresAt: issuedAt + 86_400, timeToLive, sequence };
  const { payload: change = {}, header = {}, signer = bank } = state.forge;
  const sign = (typ: string, payload: JsonObject) =>
    signCompactJws({
      header: { typ, kid: bank.kid, ...header },
      payload: JSON.parse(JSON.stringify({ ...payload, ...change })) as JsonObject,
      signer: signer.signer,
    });
  if (kind === 'token') {
    const lst = await encodeTokenStatusList({ revoked: bits(state.revoked), suspended: bits(state.suspended) });
    return sign('statuslist+jwt', createTokenStatusListPayload({ ...common, issuer: bank.did, lst }));
  }
  const raised = {
    revocation: state.revoked,
    suspension: state.suspended,
    combined: [...state.revoked, ...state.suspended],
  }[kind];
  const companions = (['revocation', 'suspension'] as const)
    .filter((purpose) => state.companions && purpose !== kind)
    .map((purpose) => ({ purpose, uri: LISTS[purpose] }));
  const options = {
    ...{ ...common, issuerDid: bank.did, companions },
    purpose: kind === 'combined' ? ('suspension' as const) : kind,
    encodedList: await encodeBitstringList(bits(raised)),
  };
  if (state.version === 2) return sign('vc+jwt', createBitstringStatusListVcdm2Payload(options));
  return sign('JWT', createBitstringStatusListPayload(options));
}

/** One credential in each format, all with the status index. */
export async function issueInAllFormats({ bank, holder }: TestWorld, index = 5) {
  const common = { issuedAt: NOW - 100, expiresAt: NOW + 1_000_000, claims: { name: 'Ada' } };
  const sd = await createSdJwtVc({
    ...common,
    issuer: bank.did,
    vct: VCT,
    holderJwk: holder.publicJwk,
    status: { uri: LISTS.token, index },
    kid: bank.kid,
    signer: bank.signer,
    random: testRandom,
  });
  const dids = { issuerDid: bank.did, holderDid: holder.did };
  const status = { listUrl: LISTS.combined, index, purpose: 'suspension' } as const;
  const vc = createKycVcPayload({ ...common, ...dids, status });
  const jwt = await signCompactJws({
    header: { typ: 'JWT', kid: bank.kid },
    payload: { iss: bank.did, sub: holder.did, nbf: common.issuedAt, exp: common.expiresAt, vc: vc as never },
    signer: bank.signer,
  });
  const statuses = (['revocation', 'suspension'] as const).map((purpose) => ({
    purpose,
    listUrl: LISTS[purpose],
    index,
  }));
  const vcdm2 = await signCompactJws({
    header: { typ: 'vc+jwt', cty: 'vc', kid: bank.kid },
    payload: createVcdm2Payload({ ...common, ...dids, statuses }),
    signer: bank.signer,
  });
  return { 'dc+sd-jwt': sd, jwt_vc_json: jwt, 'vc+jwt': vcdm2 } as const;
}
