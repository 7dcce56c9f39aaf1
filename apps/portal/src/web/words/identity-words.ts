import type { CaseDetail, IdentityAnswer, IdentityCandidate } from '@postern/protocol';
import type { Tone } from '@postern/ui';

export const answerWords: Readonly<Record<IdentityAnswer['answer'], string>> = {
  same: 'The same person',
  another: 'Another person',
};

/** What two files share. */
export function describeMatch({ document, name }: IdentityCandidate['match']): string {
  const shared = [
    ...(document ? ['Same document'] : []),
    ...(name === 'equal' ? ['Same name and birth date'] : []),
    ...(name === 'close' ? ['Similar name, same birth date'] : []),
  ];
  return shared.join(' · ');
}

export const candidateCredentialWords: Readonly<
  Record<IdentityCandidate['credential'], { label: string; tone: Tone }>
> = {
  none: { label: 'No credential', tone: 'quiet' },
  valid: { label: 'Valid credential', tone: 'proven' },
  suspended: { label: 'Suspended credential', tone: 'waiting' },
  revoked: { label: 'Revoked credential', tone: 'refused' },
};

/** What the answer does to the other file. */
export function describeEffect(options: {
  answer: IdentityAnswer['answer'];
  effect: IdentityCandidate['effect'];
}): string {
  const { answer, effect } = options;
  if (answer === 'another') return 'The two files stay apart; each keeps its own credential.';
  return effect === 'replaces_live_credential'
    ? "Approving as the same person will end the credential of the other file once this person's wallet has collected the new one; if it is another wallet the old one is suspended first and its holder is told."
    : "The two files become one person's. The other file holds no live credential, so none ends.";
}

/** Whether a proposal stands on an answer for every candidate there is now. */
export function isEveryCandidateAnswered(detail: Pick<CaseDetail, 'candidates' | 'identityAnswers'>): boolean {
  const answered = new Set((detail.identityAnswers ?? []).map(({ personId }) => personId));
  return detail.candidates.every(({ personId }) => answered.has(personId));
}
