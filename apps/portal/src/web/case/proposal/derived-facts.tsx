import { Text } from '@mantine/core';
import { type Channel, deriveFacts, type Finding } from '@postern/protocol';
import { type Fact, Facts } from '@postern/ui';
import {
  assuranceReasonWords,
  assuranceWords,
  diligenceReasonWords,
  diligenceWords,
  flagWords,
} from '../../words/assessment-words.ts';

export type DerivedFactsProps = { channel: Channel; findings: readonly Pick<Finding, 'subject' | 'evidence'>[] };

/** What the credential will say of the check, and why. */
export function DerivedFacts({ channel, findings }: DerivedFactsProps) {
  const derived = deriveFacts({ channel, findings });
  const facts: Fact[] = [
    {
      label: 'Assurance',
      value: <Because what={assuranceWords[derived.assurance]} why={assuranceReasonWords[derived.assuranceReason]} />,
    },
    {
      label: 'Diligence',
      value: <Because what={diligenceWords[derived.diligence]} why={diligenceReasonWords[derived.diligenceReason]} />,
    },
    {
      label: 'Also says',
      value: derived.flags.length === 0 ? 'Nothing more' : derived.flags.map((flag) => flagWords[flag]).join(' · '),
    },
  ];
  return <Facts facts={facts} />;
}

function Because({ what, why }: { what: string; why: string }) {
  return (
    <>
      {what}
      <Text span inherit c="dimmed">
        , because {why}
      </Text>
    </>
  );
}
