import { Button, List, Stack, Text, Title } from '@mantine/core';
import type { CaseDetail } from '@postern/protocol';
import { describeGap } from '../../words/gap-words.ts';
import type { Decision } from '../use-decision.ts';
import { AssessmentForm } from './assessment-form.tsx';
import { createProposal, listBlockers, listGaps } from './check-proposal.ts';
import { DerivedFacts } from './derived-facts.tsx';
import { ExceptionsForm } from './exceptions-form.tsx';
import { listStated, type ProposalForm } from './proposal-form.ts';

export type ProposePanelProps = {
  detail: CaseDetail;
  form: ProposalForm;
  today: string;
  decision: Decision;
  onChange: (form: ProposalForm) => void;
};

/** The maker's part: findings, what follows from them, what blocks, and the signature under it. */
export function ProposePanel({ detail, form, today, decision, onChange }: ProposePanelProps) {
  const busy = decision.isPending;
  // What blocks stands in a box of its own, with the way round it.
  const gaps = listGaps({ form, detail, today }).filter(({ kind }) => kind !== 'blocker');
  // That findings are missing is no news before anybody has begun.
  const hasBegun = form.channel !== undefined;
  const blockers = listBlockers({ form, detail }).filter((blocker) => hasBegun || !blocker.endsWith('_missing'));
  const proposal = createProposal({ form, detail, today });
  return (
    <Stack gap="lg">
      <AssessmentForm form={form} residence={detail.residence} today={today} disabled={busy} onChange={onChange} />
      {form.channel === undefined ? null : (
        <section aria-label="What follows">
          <Title order={3} size="h4" mb={4}>
            What follows from it
          </Title>
          <DerivedFacts channel={form.channel} findings={listStated(form)} />
        </section>
      )}
      <ExceptionsForm blockers={blockers} form={form} disabled={busy} onChange={onChange} />
      {gaps.length === 0 ? null : (
        <section aria-label="Still to do">
          <Text fw={560}>Still to do</Text>
          <List size="sm" spacing={2} mt={4}>
            {gaps.map((gap) => (
              <List.Item key={describeGap(gap)}>{describeGap(gap)}</List.Item>
            ))}
          </List>
        </section>
      )}
      <Button
        loading={busy}
        disabled={proposal === null}
        onClick={() => {
          if (proposal !== null) decision.mutate(proposal);
        }}
      >
        Propose approval
      </Button>
      <Text size="xs" c="dimmed">
        You sign the findings, exceptions and answers; a second person must then approve exactly this. Any change voids
        both signatures.
      </Text>
    </Stack>
  );
}
