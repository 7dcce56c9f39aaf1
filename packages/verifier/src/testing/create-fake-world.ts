import { createIssuerKeyResolver, IssuerKeyError, type PublicJwk, resolveDid } from '@postern/credential';
import { askDidJwtVc } from '@postern/credential/second-opinion';
import { verifyCertificateChain } from '@postern/credential/x509';
import { computeAccountBinding, computeChainScope, dateNumberFromUnixSeconds } from '@postern/primitives';
import { PUBLIC_SIGNAL_NAMES, type PublicSignals } from '@postern/proof/verify';

import type {
  ChainReader,
  PassRecord,
  PolicyRecord,
  ProofVerifier,
  ProtocolRecord,
  SecondOpinions,
  SessionRepository,
  StatusReader,
  TrustDocuments,
} from '../ports.ts';
import { createServedChains } from '../chains/create-served-chains.ts';
import { createMemoryKeys } from './create-memory-keys.ts';
import { ANSWERABLE_STATES, type SessionRecord } from '../session/session.ts';

const DAY = 86_400;
/** 21 November 2026, 12:00 UTC. */
export const NOW = Date.UTC(2026, 10, 21, 12) / 1000;
export const ACCOUNT = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const REGISTRY = `0x${'b2'.repeat(20)}`;
const ROOT = 4242n;

export const PROTOCOL: ProtocolRecord = {
  protocolId: 'protocol-1',
  slug: 'demo-vault',
  name: 'Harbor Vault',
  policyIds: [`0x${'11'.repeat(32)}`],
  origins: ['http://localhost:4106'],
  publicJwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
  trustedIssuers: [],
  issuerExceptions: [],
  trustAnchors: [],
  certificateChain: [],
};

export type FakeWorld = ReturnType<typeof createFakeWorld>;

/** Ports in memory, each with a knob; the proof stands unless told otherwise. */
export function createFakeWorld() {
  const policy: PolicyRecord = {
    policyId: PROTOCOL.policyIds[0] ?? '',
    owner: ACCOUNT,
    policyHash: 99n,
    policyJson: '{"issuers":[1]}',
    scopeId: `0x${'33'.repeat(32)}`,
    maxPassLife: 30 * DAY,
    maxProofAge: 3600,
    grace: 600,
    firstGrace: 600,
    moveCooldown: 7 * DAY,
    createdAt: NOW - DAY,
    notBefore: 0,
    closed: false,
    stopped: false,
  };
  const state = {
    now: NOW,
    blockTime: NOW,
    proofStands: true,
    root: { known: true, supersededAt: 0 },
    policy: policy as PolicyRecord | undefined,
    proofsChecked: 0,
    /** What the second opinions say, and what they were asked about. */
    agreed: true,
    secondsAsked: [] as string[],
    admitted: false,
    pass: undefined as PassRecord | undefined,
    /** Account that the person is bound to. */
    personAccount: undefined as string | undefined,
  };
  const chain: ChainReader = {
    readPolicy: () => Promise.resolve(state.policy),
    readRoot: (root) => Promise.resolve(root === ROOT ? state.root : { known: false, supersededAt: 0 }),
    readBlockTime: () => Promise.resolve(state.blockTime),
    readIsAdmitted: () => Promise.resolve(state.admitted),
    readPass: () => Promise.resolve(state.pass),
    readPersonAccount: () => Promise.resolve(state.personAccount),
    readIssuerNames: () => Promise.resolve({ 1: 'Aurora Bank' }),
  };
  const gate = { chainId: 31_337, passRegistry: REGISTRY };
  const proofs: ProofVerifier = {
    verify: () => {
      state.proofsChecked += 1;
      return Promise.resolve(state.proofStands);
    },
  };
  const resolveOffline = (did: string) =>
    resolveDid({ did, fetchText: () => Promise.reject(new Error('offline')), allowLoopbackHttp: false });
  const askAgain = (about: string): Promise<boolean> => {
    state.secondsAsked.push(about);
    return Promise.resolve(state.agreed);
  };
  const secondOpinions: SecondOpinions = {
    onProof: () => askAgain('proof'),
    onVcJwt: async (jwt) => {
      const clock = { now: () => state.now };
      return (await askAgain('vc-jwt')) && askDidJwtVc({ jwt, resolveDid: resolveOffline, clock });
    },
  };
  /** Keys of issuers by URL, and what their lists say. */
  const trust = {
    issuerKeys: new Map<string, PublicJwk>(),
    /** Thrown instead of an answer. */
    statusFailure: undefined as Error | undefined,
    status: 'valid' as 'valid' | 'revoked' | 'suspended' | 'unknown',
    /** Seconds since the list was asked for. */
    statusAge: 12,
    documentFailure: undefined as Error | undefined,
    statusAsked: [] as string[],
    resolved: [] as string[],
  };
  const documents: TrustDocuments = {
    resolveDid: async (did) => {
      trust.resolved.push(did);
      if (trust.documentFailure !== undefined) throw trust.documentFailure;
      return resolveOffline(did);
    },
    resolveIssuerKey: async ({ trustAnchors, ...options }) => {
      const { issuer, header } = options;
      if (header.x5c === undefined) trust.resolved.push(issuer);
      if (trust.documentFailure !== undefined) throw trust.documentFailure;
      const key = trust.issuerKeys.get(issuer);
      if (header.x5c === undefined && !issuer.startsWith('did:')) {
        if (key === undefined) throw new IssuerKeyError('ERR_ISSUER_KEY_NOT_FOUND', 'The issuer has no such key.');
        return key;
      }
      const resolve = createIssuerKeyResolver({
        fetchText: () => Promise.reject(new Error('offline')),
        resolveDid: documents.resolveDid,
        certificates: { trustAnchors, verifyChain: verifyCertificateChain },
        clock: { now: () => state.now },
        allowLoopbackHttp: false,
      });
      return resolve(options);
    },
  };
  const status: StatusReader = {
    readStatus: async ({ issuer, reference }) => {
      trust.statusAsked.push(`${issuer} ${reference.kind}`);
      if (trust.statusFailure !== undefined) throw trust.statusFailure;
      return { status: trust.status, asOf: state.now - trust.statusAge };
    },
  };
  let counter = 0;
  return {
    trust,
    state,
    gate,
    ports: {
      /** What `chains` reads from. */
      chain,
      chains: createServedChains([{ ...gate, name: 'Test chain', reader: chain }]),
      proofs,
      secondOpinions,
      documents,
      status,
      sessions: createMemorySessions(),
      keys: createMemoryKeys(),
      certificates: { readKeyIdentifier: (): string | undefined => undefined },
      clock: { now: () => state.now },
      anchorTimes: { anchorInterval: 7, confirmation: 5 },
      onUnreadable: () => undefined,
      random: { bytes: (length: number) => Uint8Array.from({ length }, () => (counter += 1) % 251) },
    },
  };
}

/** A presentation whose signals are right in every way; the proof itself is made of small numbers. */
export function createFakePresentation(changed: Partial<Record<keyof PublicSignals, bigint>> = {}) {
  const signals: PublicSignals = {
    nullifier: 123_456n,
    registryRoot: ROOT,
    policyHash: 99n,
    scope: computeChainScope({ chainId: 31_337, registry: REGISTRY, scopeId: `0x${'33'.repeat(32)}` }),
    binding: computeAccountBinding(ACCOUNT),
    now: BigInt(NOW - 60),
    today: BigInt(dateNumberFromUnixSeconds(NOW - 60)),
    expiresAt: BigInt((Math.floor(NOW / DAY) + 7) * DAY),
    ...changed,
  };
  return {
    circuit: 'kyc-presentation/1',
    proof: {
      a: ['1', '2'],
      b: [
        ['1', '2'],
        ['3', '4'],
      ],
      c: ['1', '2'],
    },
    publicSignals: PUBLIC_SIGNAL_NAMES.map((name) => signals[name].toString()),
  };
}

/** Sessions in a map, with the same conditions as the database's updates. */
function createMemorySessions(): SessionRepository {
  const rows = new Map<string, SessionRecord>();
  const get = (key: { protocolId: string; sessionId: string }) => {
    const row = rows.get(key.sessionId);
    return row?.protocolId === key.protocolId ? row : undefined;
  };
  const change = (key: { protocolId: string; sessionId: string; now: number }, changes: Partial<SessionRecord>) => {
    const row = get(key);
    const isAnswerable = row !== undefined && (ANSWERABLE_STATES as readonly string[]).includes(row.status);
    if (!isAnswerable || row.expiresAt <= key.now) return false;
    rows.set(key.sessionId, { ...row, ...changes });
    return true;
  };
  return {
    insert: async (session) => void rows.set(session.sessionId, session),
    find: async (key) => get(key),
    findByRequest: async ({ protocolId, requestId }) =>
      [...rows.values()].find((row) => row.protocolId === protocolId && row.requestId === requestId),
    list: async ({ protocolId, limit }) =>
      [...rows.values()].filter((row) => row.protocolId === protocolId).slice(0, limit),
    markFetched: async (key) => {
      const row = get(key);
      if (row?.status === 'open') rows.set(key.sessionId, { ...row, status: 'fetched' });
    },
    consume: async ({ protocolId, sessionId, now, ...outcome }) =>
      change(
        { protocolId, sessionId, now },
        { status: 'verified', denial: undefined, encryption: undefined, ...outcome },
      ),
    refuse: async ({ denial, ...key }) => void change(key, { status: 'refused', denial }),
    decline: async (key) => change(key, { status: 'declined', encryption: undefined }),
    takeResult: async ({ now, ...key }) => {
      const row = get(key);
      if (row?.sealedResult === undefined || (row.presentationUntil ?? 0) <= now) return undefined;
      rows.set(key.sessionId, { ...row, sealedResult: undefined });
      return row.sealedResult;
    },
    shortenPresentation: async ({ until, ...key }) => {
      const row = get(key);
      if (row?.presentationUntil === undefined || row.presentationUntil <= until) return;
      rows.set(key.sessionId, { ...row, presentationUntil: until });
    },
    sweep: async () => 0,
  };
}
