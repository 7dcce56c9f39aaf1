import { sha256 } from '@postern/credential';
import { bytesToHex, canonicalizeJson, type JsonValue } from '@postern/primitives';
import type { Assessment, CaseAction, Measure } from '@postern/protocol';

import type { DecidedIdentity } from '../rows.ts';

export type DecisionBody = {
  tenant: string;
  caseId: string;
  /** Counts edits of the case: a signature over an older version is void. */
  caseVersion: number;
  action: CaseAction;
  assessment: Assessment | null;
  /** Whom the two people took for the same person, and what they were told it does. */
  identity: DecidedIdentity | null;
  measure: Measure | null;
  applicationHash: string;
  /** Of the proposal that an approval or a confirmation confirms. */
  proposalHash: string | null;
  /** Keyed digest of the reason, if one was given; the reason itself is personal data. */
  reasonDigest: string | null;
  staffId: string;
  nonce: string;
};

/** SHA-256 of the canonical decision, hex: what a passkey signs as its challenge. */
export async function hashDecision(decision: DecisionBody): Promise<string> {
  const { assessment, identity, ...rest } = decision;
  const body = {
    ...rest,
    assessment: assessment === null ? null : canonicalAssessment(assessment),
    identity: identity === null ? null : canonicalIdentity(identity),
  };
  return bytesToHex(await sha256(canonicalizeJson(body))).slice(2);
}

/** Order of flags, findings and exceptions says nothing. */
function canonicalAssessment(assessment: Assessment): JsonValue {
  return {
    ...assessment,
    flags: assessment.flags.toSorted(),
    findings: assessment.findings.toSorted((left, right) => compare(left.subject, right.subject)),
    exceptions: assessment.exceptions.toSorted((left, right) => compare(left.blocker, right.blocker)),
  };
}

function canonicalIdentity(identity: DecidedIdentity): JsonValue {
  const answers = identity.answers.toSorted((left, right) => compare(left.personId, right.personId));
  return { candidatesHash: identity.candidatesHash, answers: answers.map((answer) => ({ ...answer })) };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
