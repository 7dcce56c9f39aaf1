import { base64UrlToBytes, parseStrictJson } from '@postern/primitives';
import { namePublicSignals } from '@postern/proof/verify';
import {
  type AnchorTimes,
  isClaimsQuery,
  isZkQuery,
  type PresentedCredential,
  type Proven,
  type StatusFreshness,
  type VpToken,
  type ZkCredentialQuery,
  type ZkPresentation,
  zTransactionData,
} from '@postern/protocol';

import { assertSameSubject } from '../credential/assert-same-subject.ts';
import type { IssuerTrust } from '../credential/resolve-issuer-key.ts';
import type { ShownCredential } from '../credential/shown-credential.ts';
import { type ShownPorts, verifyShownCredential } from '../credential/verify-shown-credential.ts';
import { assertAnswerComplete } from '../dcql/assert-answer-complete.ts';
import { PresentationMismatchError } from '../errors.ts';
import type { ProofVerifier, ProtocolRecord, ServedChains } from '../ports.ts';
import { X509_ISSUER } from '../question/question.ts';
import type { SessionRecord } from '../session/session.ts';
import { createSubject } from './create-subject.ts';
import { proofTargetOf } from './proof-target.ts';
import { verifyPresentation } from './verify-presentation.ts';

export type VerifyAnswerPorts = ShownPorts & {
  chains: ServedChains;
  proofs: ProofVerifier;
  /** How long issuers' decisions wait for the chain at worst. */
  anchorTimes: AnchorTimes;
};

export type VerifyAnswerOptions = {
  session: SessionRecord;
  protocol: ProtocolRecord;
  vpToken: VpToken;
  audience: string;
  /** Where the wallet posted; undefined over the Digital Credentials API. */
  responseUri: string | undefined;
  ports: VerifyAnswerPorts;
};

export type VerifiedAnswer = {
  /** Ids of the queries that were answered. */
  answered: string[];
  /** A proof for an account. */
  presentation: ZkPresentation | undefined;
  /** What a proof to the session comes to; the proof itself is of no more use. */
  proven: Proven | undefined;
  /** Of the registry state behind a proof. */
  proofStatus: StatusFreshness | undefined;
  credentials: PresentedCredential[];
};

/**
 * Decides whether a `vp_token` answers a session's question, in the order of OpenID4VP 1.0 §8.6: which queries are
 * answered, then every presentation by the rules of its format, then what only the whole can tell: one person, and the
 * terms confirmed. One part that fails makes the whole answer fail.
 *
 * @throws {PresentationError | PresentationMismatchError | PolicyRefusalError | VerifierUnavailableError} and what
 *   `verifyShownCredential` throws
 */
export async function verifyAnswer(options: VerifyAnswerOptions): Promise<VerifiedAnswer> {
  const { session, protocol, vpToken, audience, ports } = options;
  const { dcqlQuery, subjects } = session.question;
  const entries = Object.entries(vpToken);
  assertAnswerComplete({ dcqlQuery, counts: new Map(entries.map(([id, given]) => [id, given.length])) });

  const credentials: PresentedCredential[] = [];
  const shown: { id: string; credential: ShownCredential }[] = [];
  for (const query of dcqlQuery.credentials.filter(isClaimsQuery)) {
    const trust = currentTrust(session, protocol, query.id);
    const transactionData = transactionsFor(session, query.id);
    for (const given of vpToken[query.id] ?? []) {
      const { nonce } = session;
      const verified = await verifyShownCredential({ query, given, trust, audience, nonce, transactionData, ports });
      // `multiple` asks for several credentials, not for one several times.
      if (shown.some(({ id, credential }) => id === query.id && credential.signed === verified.shown.signed)) {
        throw new PresentationMismatchError('ERR_PRESENTATION_TOO_MANY', 'One credential was shown twice.');
      }
      credentials.push(verified.presented);
      shown.push({ id: query.id, credential: verified.shown });
    }
  }
  if (subjects === 'same') await assertSameSubject(shown.map(({ credential }) => credential));
  assertTransactionsConfirmed(session, shown);

  let proof: VerifiedProof = { presentation: undefined, proven: undefined, proofStatus: undefined };
  // Last, because the pairing is the dearest.
  for (const query of dcqlQuery.credentials.filter(isZkQuery)) {
    const [given] = vpToken[query.id] ?? [];
    if (given !== undefined) proof = await verifyProof(options, query, given);
  }
  return { answered: entries.map(([id]) => id), ...proof, credentials };
}

type VerifiedProof = Pick<VerifiedAnswer, 'presentation' | 'proven' | 'proofStatus'>;

async function verifyProof(
  options: VerifyAnswerOptions,
  { meta }: ZkCredentialQuery,
  given: unknown,
): Promise<VerifiedProof> {
  const { session, protocol, audience, responseUri, ports } = options;
  const target = await proofTargetOf({ meta, session, clientId: audience, responseUri });
  const { policyId } = meta;
  const { reader: chain } = ports.chains.at(meta);
  const verified = await verifyPresentation({ policyId, target, presentation: given, ports: { ...ports, chain } });
  const { presentation, status: proofStatus } = verified;
  if (target.kind === 'account') return { presentation, proven: undefined, proofStatus };
  const { nullifier, expiresAt } = namePublicSignals(presentation);
  const subject = await createSubject({ slug: protocol.slug, nullifier });
  return { presentation: undefined, proven: { subject, until: Number(expiresAt) }, proofStatus };
}

/** What was accepted when the question was asked, as far as the protocol still trusts it. */
function currentTrust(session: SessionRecord, protocol: ProtocolRecord, queryId: string): IssuerTrust {
  const { trustedIssuers, trustAnchors, issuerExceptions: exceptions } = protocol;
  const accepted = session.question.issuers[queryId] ?? [];
  return {
    issuers: accepted.filter((issuer) => issuer === X509_ISSUER || trustedIssuers.includes(issuer)),
    trustAnchors,
    exceptions,
  };
}

function transactionsFor({ question }: SessionRecord, queryId: string): string[] {
  return question.transactionData.filter((text) => carriersOf(text).includes(queryId));
}

/** Each transaction by one of the credentials that may carry it (OpenID4VP 1.0 §8.4). */
function assertTransactionsConfirmed(
  { question }: SessionRecord,
  shown: readonly { id: string; credential: ShownCredential }[],
): void {
  const isConfirmed = question.transactionData.every((text) => {
    const carriers = carriersOf(text);
    return shown.some(({ id, credential }) => credential.confirmsTransactions && carriers.includes(id));
  });
  if (!isConfirmed) {
    throw new PresentationMismatchError(
      'ERR_PRESENTATION_TRANSACTION_MISSING',
      'The terms were not confirmed with what was shown.',
    );
  }
}

/** Written by `createQuestion` alone. */
function carriersOf(transactionData: string): string[] {
  return zTransactionData.parse(parseStrictJson(new TextDecoder().decode(base64UrlToBytes(transactionData))))
    .credential_ids;
}
