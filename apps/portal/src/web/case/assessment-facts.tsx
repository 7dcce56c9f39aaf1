import { List } from '@mantine/core';
import type { Assessment } from '@postern/protocol';
import { type Fact, Facts } from '@postern/ui';
import { assuranceWords, diligenceWords, flagWords } from '../words/case-words.ts';

export type AssessmentFactsProps = {
  assessment: Assessment;
  proposedBy: string | undefined;
  approvedBy: string | undefined;
};

/** An assessment to be read: what the maker found and the checker signs. */
export function AssessmentFacts({ assessment, proposedBy, approvedBy }: AssessmentFactsProps) {
  const facts: Fact[] = [
    {
      label: 'Assurance',
      value: `${assuranceWords[assessment.assurance].label}: ${assuranceWords[assessment.assurance].hint.toLowerCase()}`,
    },
    { label: 'Diligence', value: diligenceWords[assessment.diligence].label },
    {
      label: 'Found true',
      value:
        assessment.flags.length === 0 ? (
          'Nothing ticked'
        ) : (
          <List size="sm" spacing={2} withPadding={false} listStyleType="none">
            {assessment.flags.map((flag) => (
              <List.Item key={flag}>{flagWords[flag]}</List.Item>
            ))}
          </List>
        ),
    },
    {
      label: 'Region code',
      value: assessment.residenceSubdivision === 0 ? 'None' : String(assessment.residenceSubdivision),
    },
    ...(proposedBy === undefined ? [] : [{ label: 'Proposed by', value: proposedBy }]),
    ...(approvedBy === undefined ? [] : [{ label: 'Approved by', value: approvedBy }]),
  ];
  return <Facts facts={facts} />;
}
