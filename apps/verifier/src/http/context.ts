import { HttpError } from '@postern/http-service';
import type { AnchorTimes } from '@postern/protocol';
import type {
  CertificateReader,
  Clock,
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
import type { Request } from 'express';

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
  clock: Clock;
  random: Random;
};

/**
 * The protocol whose API key the request carries (`Authorization: Bearer …`).
 *
 * @throws {ProtocolError} `ERR_API_KEY_INVALID`
 */
export function requireProtocol(context: VerifierContext, request: Request): Promise<ProtocolRecord> {
  const apiKey = /^Bearer (\S+)$/.exec(request.get('authorization') ?? '')?.[1];
  return authenticateProtocol({ apiKey, protocols: context.protocols });
}

/**
 * The protocol named in a public address.
 *
 * @throws {ProtocolError} `ERR_PROTOCOL_NOT_FOUND`
 */
export async function findProtocol(context: VerifierContext, request: Request): Promise<ProtocolRecord> {
  const protocol = await context.protocols.findBySlug(pathParameter(request, 'protocol'));
  if (protocol === undefined) throw new ProtocolError('ERR_PROTOCOL_NOT_FOUND', 'There is no such protocol.');
  return protocol;
}

/** A parameter of the route. @throws {HttpError} `ERR_NOT_FOUND` when it cannot be one of ours */
export function pathParameter(request: Request, name: string): string {
  const value = request.params[name];
  if (typeof value !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(value)) {
    throw new HttpError('ERR_NOT_FOUND', 'There is nothing at this address.');
  }
  return value;
}
