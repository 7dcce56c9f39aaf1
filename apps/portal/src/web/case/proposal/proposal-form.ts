import {
  type Blocker,
  type Channel,
  EVIDENCE_OF,
  type EvidenceKind,
  type FindingSubject,
  type IdentityAnswer,
  isEvidenceOfChannel,
  MANDATORY_FINDINGS,
} from '@postern/protocol';

/** A finding while it is written; it counts once it says what it rests on. */
export type FindingInput = {
  subject: FindingSubject;
  evidence: EvidenceKind | undefined;
  note: string;
  seenOn: string;
};

/** What the maker has filled in so far. Nothing is chosen beforehand but the day. */
export type ProposalForm = {
  channel: Channel | undefined;
  findings: readonly FindingInput[];
  residenceSubdivision: number;
  /** Reasons of the exceptions that are asked for, by what they set aside. */
  exceptions: Partial<Record<Blocker, string>>;
  /** By the other file's person. */
  answers: Partial<Record<string, IdentityAnswer['answer']>>;
  /** Why the holder of the same document is another person. */
  reason: string;
};

/** The form before anything is filled in; `today` as `YYYY-MM-DD`. */
export function createProposalForm(today: string): ProposalForm {
  return {
    channel: undefined,
    findings: MANDATORY_FINDINGS.map((subject) => createFinding({ subject, today })),
    residenceSubdivision: 0,
    exceptions: {},
    answers: {},
    reason: '',
  };
}

export function createFinding(options: { subject: FindingSubject; today: string }): FindingInput {
  return { subject: options.subject, evidence: undefined, note: '', seenOn: options.today };
}

/** Evidence that the finding may rest on, as the bank met the person; none before that is said. */
export function listEvidence(options: { subject: FindingSubject; channel: Channel | undefined }): EvidenceKind[] {
  const { subject, channel } = options;
  if (channel === undefined) return [];
  return EVIDENCE_OF[subject].filter((evidence) => isEvidenceOfChannel({ evidence, channel }));
}

/** Another channel takes away the evidence that could not be had over it. */
export function setChannel(form: ProposalForm, channel: Channel): ProposalForm {
  const findings = form.findings.map((finding) => {
    const { subject, evidence } = finding;
    const stays = evidence !== undefined && listEvidence({ subject, channel }).includes(evidence);
    return { ...finding, evidence: stays ? evidence : undefined };
  });
  return { ...form, channel, findings };
}

/** Puts the finding in the place of the one of the same subject, or at the end. */
export function putFinding(form: ProposalForm, finding: FindingInput): ProposalForm {
  const isKnown = form.findings.some(({ subject }) => subject === finding.subject);
  const findings = isKnown
    ? form.findings.map((other) => (other.subject === finding.subject ? finding : other))
    : [...form.findings, finding];
  return { ...form, findings };
}

export function removeFinding(form: ProposalForm, subject: FindingSubject): ProposalForm {
  return { ...form, findings: form.findings.filter((finding) => finding.subject !== subject) };
}

/** Findings that say what they rest on. */
export function listStated(form: ProposalForm): (FindingInput & { evidence: EvidenceKind })[] {
  return form.findings.flatMap((finding) =>
    finding.evidence === undefined ? [] : [{ ...finding, evidence: finding.evidence }],
  );
}

export function isMandatory(subject: FindingSubject): boolean {
  return MANDATORY_FINDINGS.some((mandatory) => mandatory === subject);
}
