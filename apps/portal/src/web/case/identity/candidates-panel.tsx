import { Stack, Text, Textarea, Title } from '@mantine/core';
import type { CaseDetail } from '@postern/protocol';
import { needsIdentityReason } from '../proposal/check-proposal.ts';
import type { ProposalForm } from '../proposal/proposal-form.ts';
import { Candidate } from './candidate.tsx';

export type CandidatesPanelProps = {
  detail: CaseDetail;
  form: ProposalForm;
  onChange: (form: ProposalForm) => void;
};

/** Other files that may be the same person's. Who proposes answers each; who approves reads the answers. */
export function CandidatesPanel({ detail, form, onChange }: CandidatesPanelProps) {
  const { candidates } = detail;
  if (candidates.length === 0) return null;
  const mayAnswer = detail.actions.includes('propose');
  const proposed = new Map((detail.identityAnswers ?? []).map(({ personId, answer }) => [personId, answer]));
  return (
    <section aria-labelledby="candidates-title">
      <Title order={2} size="h4" id="candidates-title" mb={4}>
        {candidates.length === 1 ? "Another file may be this person's" : "Other files may be this person's"}
      </Title>
      <Text c="dimmed" mb="md">
        {describeTask({ state: detail.state, mayAnswer })}
      </Text>
      <Stack gap="xl">
        {candidates.map((candidate) => (
          <Candidate
            key={candidate.personId}
            here={detail.application}
            candidate={candidate}
            answeredBy={detail.proposedBy}
            answer={mayAnswer ? form.answers[candidate.personId] : proposed.get(candidate.personId)}
            {...(mayAnswer
              ? {
                  onAnswer: (answer) =>
                    onChange({ ...form, answers: { ...form.answers, [candidate.personId]: answer } }),
                }
              : {})}
          />
        ))}
        {mayAnswer && needsIdentityReason({ form, detail }) ? (
          <Textarea
            label="How can one document belong to two people?"
            description="Ten characters or more. Both people sign it, and it stays in the bank."
            autosize
            minRows={2}
            maxLength={500}
            value={form.reason}
            onChange={(event) => onChange({ ...form, reason: event.currentTarget.value })}
          />
        ) : null}
      </Stack>
    </section>
  );
}

function describeTask({ state, mayAnswer }: { state: CaseDetail['state']; mayAnswer: boolean }): string {
  if (mayAnswer) {
    return 'Say of each whether it is the same person. Both people sign the answer, both files keep it, and answers of “another person” are counted and sampled.';
  }
  if (state === 'second_approval') return 'You sign these answers too when you approve.';
  return state === 'approved'
    ? 'Nobody has answered yet whether it is the same person.'
    : 'Whoever proposes the approval says whether it is the same person.';
}
