import { dateNumberFromUnixSeconds } from '@postern/primitives';
import type { PublicSignals } from '@postern/proof/verify';

import { PolicyRefusalError, PresentationMismatchError } from '../errors.ts';
import type { PolicyRecord } from '../ports.ts';

const DAY_SECONDS = 86_400n;

/**
 * Compares a proof's three times with the latest block, as the pass registry will: `now` neither from the future nor
 * older than the policy allows, `today` the UTC day of `now`, `expiresAt` on the UTC-day grid, ahead, and no later than
 * one pass life after the block (or after the root's end, so that grace never lengthens a pass).
 *
 * @throws {PolicyRefusalError} a time that the policy does not accept
 * @throws {PresentationMismatchError} `today` is not the day of `now`
 */
export function assertTimesAcceptable(options: {
  signals: Pick<PublicSignals, 'now' | 'today' | 'expiresAt'>;
  policy: Pick<PolicyRecord, 'maxProofAge' | 'maxPassLife' | 'notBefore'>;
  /** 0 when the proof's root is the current one. */
  supersededAt: number;
  /** Timestamp of the latest block, unix seconds. */
  blockTime: number;
}): void {
  const { signals, policy, supersededAt, blockTime } = options;
  const { now, today, expiresAt } = signals;

  if (now > BigInt(blockTime)) {
    throw new PolicyRefusalError('ERR_POLICY_PROOF_FROM_FUTURE', 'The proof claims a time ahead of the chain.');
  }
  if (now + BigInt(policy.maxProofAge) < BigInt(blockTime)) {
    throw new PolicyRefusalError('ERR_POLICY_PROOF_TOO_OLD', 'The proof is older than the policy allows.', {
      details: { since: Number(now) + policy.maxProofAge },
    });
  }
  if (now < BigInt(policy.notBefore)) {
    throw new PolicyRefusalError('ERR_POLICY_PROOF_BEFORE_NOT_BEFORE', 'The policy was renewed after this proof.', {
      details: { since: policy.notBefore },
    });
  }
  if (today !== BigInt(dateNumberFromUnixSeconds(Number(now)))) {
    throw new PresentationMismatchError(
      'ERR_PRESENTATION_DATE_MISMATCH',
      'The day of the proof is not that of its time.',
    );
  }
  if (expiresAt % DAY_SECONDS !== 0n) {
    throw new PolicyRefusalError('ERR_POLICY_EXPIRY_OFF_GRID', 'A pass ends at midnight UTC; this one would not.');
  }
  if (expiresAt <= BigInt(blockTime)) {
    throw new PolicyRefusalError('ERR_POLICY_EXPIRY_PAST', 'The pass would have ended before it began.');
  }
  const lifeStart = supersededAt === 0 ? blockTime : supersededAt;
  if (expiresAt > BigInt(lifeStart + policy.maxPassLife)) {
    throw new PolicyRefusalError('ERR_POLICY_EXPIRY_TOO_LATE', 'The pass would live longer than the policy allows.', {
      details: { maxPassLife: policy.maxPassLife },
    });
  }
}
