import { parsePathParameter } from '@postern/http-service';
import type { AnchorTimes } from '@postern/protocol';
import type {
  CertificateReader,
  Clock,
  IdempotentAnswers,
  ProofVerifier,
  ProtocolSigner,
  Random,
  SecondOpinions,
  ServedChains,
  SessionKeys,
  SessionRepository,
  StatusReader,
  TrustDocuments,
} from '@postern/verifier';
import { authenticateProtocol, type ProtocolRecord, type ProtocolRepository, ProtocolError } from '@postern/verifier';
import type { Request, Response } from 'express';

import type { KeyBox } from '../keys/key-box.ts';
import type { RequestLimits } from './limit-requests.ts';

/** What the endpoints work with; made once in `container.ts`. */
export type VerifierContext = {
  publicUrl: string;
  walletPublicUrl: string;
  protocols: ProtocolRepository;
  sessions: SessionRepository;
  chains: ServedChains;
  proofs: ProofVerifier;
  secondOpinions: SecondOpinions;
  documents: TrustDocuments;
  status: StatusReader;
  /** How long issuers' decisions wait for the chain at worst. */
  anchorTimes: AnchorTimes;
  signer: ProtocolSigner;
  keys: SessionKeys;
  certificates: CertificateReader;
  /** On local chains: the authority that certified the protocols; base64 DER. */
  developmentAnchor: string | undefined;
  /** Told of every row that a reading had to leave out: its table and key. */
  onUnreadable: (row: { table: string; id: string }) => void;
  answers: IdempotentAnswers;
  keyBox: KeyBox;
  limits: RequestLimits;
  clock: Clock;
  random: Random;
};

/**
 * The protocol whose API key the request carries (`Authorization: Bearer …`).
 *
 * @throws {ProtocolError} `ERR_API_KEY_INVALID`
 * @throws {HttpError} `ERR_RATE_LIMITED` the protocol's quota, or wrong keys from this address
 */
export async function requireProtocol(
  context: VerifierContext,
  request: Request,
  response: Response,
): Promise<ProtocolRecord> {
  const { limits, protocols } = context;
  await limits.assertMayTryKey(request, response);
  const apiKey = /^Bearer (\S+)$/.exec(request.get('authorization') ?? '')?.[1];
  try {
    const protocol = await authenticateProtocol({ apiKey, protocols });
    await limits.countRequest(protocol.protocolId, response);
    return protocol;
  } catch (error) {
    if (error instanceof ProtocolError && error.code === 'ERR_API_KEY_INVALID') {
      await limits.countWrongKey(request, response);
    }
    throw error;
  }
}

/**
 * The protocol named in a public address.
 *
 * @throws {ProtocolError} `ERR_PROTOCOL_NOT_FOUND`
 */
export async function findProtocol(context: VerifierContext, request: Request): Promise<ProtocolRecord> {
  const protocol = await context.protocols.findBySlug(parsePathParameter(request, 'protocol'));
  if (protocol === undefined) throw new ProtocolError('ERR_PROTOCOL_NOT_FOUND', 'There is no such protocol.');
  return protocol;
}
