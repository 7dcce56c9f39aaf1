import type { DecisionDraft } from '@postern/protocol';

import { CaseError } from '../error.ts';
import type { DecidedIdentity } from '../rows.ts';
import type { FoundCandidates } from './find-candidates.ts';

/** Shortest reason for calling the holder of the same document another person. */
const MIN_REASON = 10;

/**
 * What a proposal says about who the person is: the candidates as they are now, and one answer for each.
 *
 * @throws {CaseError} `ERR_IDENTITY_CHANGED` other candidates than were shown; `ERR_IDENTITY_UNANSWERED` one without an
 *   answer, or an answer about nobody; `ERR_IDENTITY_REASON` another person with the same document, without a reason
 */
export function decideIdentity(options: { draft: DecisionDraft; found: FoundCandidates }): DecidedIdentity {
  const { draft, found } = options;
  const { candidates, candidatesHash } = found;
  if (draft.identity === undefined) {
    if (candidates.length > 0) throw unanswered();
    return { candidatesHash, answers: [] };
  }
  if (draft.identity.candidatesHash !== candidatesHash) {
    throw new CaseError('ERR_IDENTITY_CHANGED', 'Other files that may be the same person have changed: look again.');
  }
  const answers = new Map(draft.identity.answers.map(({ personId, answer }) => [personId, answer]));
  const complete = answers.size === candidates.length && draft.identity.answers.length === answers.size;
  if (!complete || candidates.some(({ personId }) => !answers.has(personId))) throw unanswered();
  const contradicted = candidates.some(({ personId, match }) => match.document && answers.get(personId) === 'another');
  if (contradicted && (draft.reason ?? '').length < MIN_REASON) {
    throw new CaseError('ERR_IDENTITY_REASON', 'Say why the holder of the same document is another person.');
  }
  return { candidatesHash, answers: draft.identity.answers };
}

function unanswered(): CaseError {
  return new CaseError('ERR_IDENTITY_UNANSWERED', 'Each file that may be the same person needs an answer.');
}
