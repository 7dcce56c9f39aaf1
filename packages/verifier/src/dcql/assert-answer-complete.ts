import type { DcqlQuery } from '@postern/protocol';

import { PresentationMismatchError } from '../errors.ts';

/**
 * Whether the queries answered are those that the question needs (OpenID4VP 1.0 §6.4.2): every credential, or one whole
 * option of every required set. Runs before any signature is looked at: it costs nothing.
 *
 * @throws {PresentationMismatchError} `ERR_PRESENTATION_QUERY_UNKNOWN` an answer to a query that was not asked,
 *   `ERR_PRESENTATION_INCOMPLETE`, `ERR_PRESENTATION_TOO_MANY` several where one was asked
 */
export function assertAnswerComplete(options: {
  dcqlQuery: DcqlQuery;
  /** Number of presentations by query id. */
  counts: ReadonlyMap<string, number>;
}): void {
  const { dcqlQuery, counts } = options;
  for (const [id, count] of counts) {
    const query = dcqlQuery.credentials.find((candidate) => candidate.id === id);
    if (query === undefined) {
      throw new PresentationMismatchError('ERR_PRESENTATION_QUERY_UNKNOWN', 'Something was shown that was not asked.');
    }
    if (count > 1 && query.multiple !== true) {
      throw new PresentationMismatchError('ERR_PRESENTATION_TOO_MANY', 'More was shown than asked.');
    }
  }
  const isAnswered = (id: string) => counts.has(id);
  const isComplete =
    dcqlQuery.credential_sets === undefined
      ? dcqlQuery.credentials.every(({ id }) => isAnswered(id))
      : dcqlQuery.credential_sets
          .filter(({ required = true }) => required)
          .every((set) => set.options.some((ids) => ids.every(isAnswered)));
  if (!isComplete) {
    throw new PresentationMismatchError('ERR_PRESENTATION_INCOMPLETE', 'Not everything that was asked was shown.');
  }
}
