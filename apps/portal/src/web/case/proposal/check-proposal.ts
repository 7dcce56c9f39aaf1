import {
  type Blocker,
  type CaseDetail,
  type DecisionDraft,
  type FindingSubject,
  isResidenceDocumented,
  MANDATORY_FINDINGS,
} from '@postern/protocol';
import { isMandatory, listStated, type ProposalForm } from './proposal-form.ts';

type Shown = Pick<CaseDetail, 'blockers' | 'candidates' | 'candidatesHash'>;
type Options = { form: ProposalForm; detail: Shown; today: string };

/** What the form still lacks before it can be proposed. */
export type ProposalGap =
  | { kind: 'channel' }
  | { kind: 'evidence' | 'note' | 'day'; subject: FindingSubject }
  | { kind: 'blocker' | 'exception_reason'; blocker: Blocker }
  | { kind: 'answer'; displayName: string }
  | { kind: 'identity_reason' };

/** Shortest texts that the issuer takes. */
const MIN_NOTE = 3;
const MIN_REASON = 10;

/** What stands between the case and its approval with the findings as they are filled in now. */
export function listBlockers({ form, detail }: Pick<Options, 'form' | 'detail'>): Blocker[] {
  const found = new Set(listStated(form).map(({ subject }) => subject));
  const missing = MANDATORY_FINDINGS.map((subject) => [subject, `${subject}_missing`] as const);
  const ofFile = detail.blockers.filter((blocker) => !missing.some(([, lacking]) => lacking === blocker));
  return [...ofFile, ...missing.filter(([subject]) => !found.has(subject)).map(([, lacking]) => lacking)];
}

/** One document, two people: that needs a reason. */
export function needsIdentityReason({ form, detail }: Pick<Options, 'form' | 'detail'>): boolean {
  return detail.candidates.some(({ personId, match }) => match.document && form.answers[personId] === 'another');
}

/** Everything that still lacks, in the order of the page. */
export function listGaps({ form, detail, today }: Options): ProposalGap[] {
  const gaps: ProposalGap[] = detail.candidates
    .filter(({ personId }) => form.answers[personId] === undefined)
    .map(({ displayName }) => ({ kind: 'answer', displayName }));
  if (needsIdentityReason({ form, detail }) && form.reason.trim().length < MIN_REASON) {
    gaps.push({ kind: 'identity_reason' });
  }
  if (form.channel === undefined) gaps.push({ kind: 'channel' });
  for (const { subject, evidence, note, seenOn } of form.findings) {
    if (evidence === undefined) {
      if (!isMandatory(subject)) gaps.push({ kind: 'evidence', subject });
      continue;
    }
    if (note.trim().length < MIN_NOTE) gaps.push({ kind: 'note', subject });
    if (!/^\d{4}-\d{2}-\d{2}$/.test(seenOn) || seenOn > today) gaps.push({ kind: 'day', subject });
  }
  for (const blocker of listBlockers({ form, detail })) {
    const reason = form.exceptions[blocker];
    if (reason === undefined) gaps.push({ kind: 'blocker', blocker });
    else if (reason.trim().length < MIN_REASON) gaps.push({ kind: 'exception_reason', blocker });
  }
  return gaps;
}

/** The decision to be signed; null while something lacks. */
export function createProposal(options: Options): DecisionDraft | null {
  const { form, detail } = options;
  if (form.channel === undefined || listGaps(options).length > 0) return null;
  const findings = listStated(form).map(({ note, ...finding }) => ({ ...finding, note: note.trim() }));
  const exceptions = listBlockers({ form, detail }).map((blocker) => ({
    blocker,
    reason: (form.exceptions[blocker] ?? '').trim(),
  }));
  const answers = detail.candidates.flatMap(({ personId }) => {
    const answer = form.answers[personId];
    return answer === undefined ? [] : [{ personId, answer }];
  });
  return {
    action: 'propose',
    assessment: {
      channel: form.channel,
      findings,
      residenceSubdivision: isResidenceDocumented({ findings }) ? form.residenceSubdivision : 0,
      exceptions,
    },
    ...(answers.length === 0 ? {} : { identity: { candidatesHash: detail.candidatesHash, answers } }),
    ...(needsIdentityReason({ form, detail }) ? { reason: form.reason.trim() } : {}),
  };
}
