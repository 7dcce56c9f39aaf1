import { sha256 } from '@postern/credential';
import { bytesToHex, canonicalizeJson, type JsonValue } from '@postern/primitives';
import type { Assessment, CaseAction } from '@postern/protocol';

export type DecisionBody = {
  tenant: string;
  caseId: string;
  /** Counts edits of the case: a signature over an older version is void. */
  caseVersion: number;
  action: CaseAction;
  assessment: Assessment | null;
  applicationHash: string;
  /** Of the proposal that an approval confirms. */
  proposalHash: string | null;
  /** Keyed digest of the reason, if one was given; the reason itself is personal data. */
  reasonDigest: string | null;
  staffId: string;
  nonce: string;
};

/** SHA-256 of the canonical decision, hex: what a passkey signs as its challenge. */
export async function hashDecision(decision: DecisionBody): Promise<string> {
  const { assessment, ...rest } = decision;
  const canonicalAssessment: JsonValue =
    assessment === null ? null : { ...assessment, flags: assessment.flags.toSorted() };
  return bytesToHex(await sha256(canonicalizeJson({ ...rest, assessment: canonicalAssessment }))).slice(2);
}
