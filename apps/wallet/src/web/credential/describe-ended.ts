import type { ApplicationState } from '../apply/use-application-states.ts';

/** What became of a credential that no gate accepts any more; `unknown` where the wallet knows no more than that. */
export type EndedKind = 'paused' | 'ended' | 'unknown';

/**
 * The chain says only that a credential does not count. Which it is, the bank tells whoever applied there from this
 * wallet.
 *
 * @param options.issuer of the credential; undefined: whichever bank
 */
export function findEndedKind(options: { states: readonly ApplicationState[]; issuer: string | undefined }): EndedKind {
  const { states, issuer } = options;
  const told = new Set(
    states.filter((each) => issuer === undefined || each.issuer === issuer).map(({ state }) => state),
  );
  if (told.has('suspended')) return told.has('revoked') ? 'unknown' : 'paused';
  return told.has('revoked') ? 'ended' : 'unknown';
}

export const endedSentences: Readonly<Record<EndedKind, string>> = {
  paused: 'The bank paused this credential. No gate accepts a proof from it for now.',
  ended: 'The bank ended this credential. No gate accepts a proof from it any more.',
  unknown: 'No gate accepts a proof from it now: the bank ended or paused it.',
};
