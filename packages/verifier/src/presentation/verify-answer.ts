import type { PresentedCredential, VpToken, ZkPresentation } from '@postern/protocol';
import { isZkQuery } from '@postern/protocol';

import { assertAnswerComplete } from '../dcql/assert-answer-complete.ts';
import { PresentationMismatchError } from '../errors.ts';
import type { ChainReader, Clock, ProofVerifier, ProtocolRecord } from '../ports.ts';
import type { SessionRecord } from '../session/session.ts';
import { verifyPresentation } from './verify-presentation.ts';

export type VerifyAnswerPorts = { chain: ChainReader; proofs: ProofVerifier; clock: Clock };

export type VerifyAnswerOptions = {
  session: SessionRecord;
  protocol: ProtocolRecord;
  vpToken: VpToken;
  audience: string;
  ports: VerifyAnswerPorts;
};

export type VerifiedAnswer = {
  answered: string[];
  presentation: ZkPresentation | undefined;
  credentials: PresentedCredential[];
};

/**
 * Decides whether a `vp_token` answers a session's question, in the order of OpenID4VP 1.0 §8.6: which queries are
 * answered, then every presentation by the rules of its format. One that fails makes the whole answer fail.
 *
 * @throws {PresentationError | PresentationMismatchError | PolicyRefusalError}
 */
export async function verifyAnswer(options: VerifyAnswerOptions): Promise<VerifiedAnswer> {
  const { session, vpToken, ports } = options;
  const { dcqlQuery } = session.question;
  const entries = Object.entries(vpToken);
  assertAnswerComplete({ dcqlQuery, counts: new Map(entries.map(([id, given]) => [id, given.length])) });

  let presentation: ZkPresentation | undefined;
  const credentials: PresentedCredential[] = [];
  for (const query of dcqlQuery.credentials) {
    for (const given of vpToken[query.id] ?? []) {
      if (!isZkQuery(query)) {
        throw new PresentationMismatchError('ERR_PRESENTATION_QUERY_UNKNOWN', 'This format is not taken yet.');
      }
      presentation = await verifyPresentation({ session: query.meta, presentation: given, ports });
    }
  }
  return { answered: entries.map(([id]) => id), presentation, credentials };
}
