import { Anchor, Group, Radio, Stack, Text, Title } from '@mantine/core';
import { type ApplicationData, type IdentityAnswer, type IdentityCandidate, zIdentityAnswer } from '@postern/protocol';
import { isolate, StatusPill } from '@postern/ui';
import { Link } from 'react-router';
import { answerWords, candidateCredentialWords, describeEffect, describeMatch } from '../../words/identity-words.ts';
import { Comparison } from './comparison.tsx';

export type CandidateProps = {
  here: ApplicationData;
  candidate: IdentityCandidate;
  answer: IdentityAnswer['answer'] | undefined;
  /** Who proposes the answer, where it is only read. */
  answeredBy?: string | undefined;
  /** Absent where the answer is only read. */
  onAnswer?: (answer: IdentityAnswer['answer']) => void;
};

/** One other file beside this one, what the two share, and the answer with what it does. */
export function Candidate({ here, candidate, answer, answeredBy, onAnswer }: CandidateProps) {
  const credential = candidateCredentialWords[candidate.credential];
  return (
    <Stack component="section" gap="sm" aria-label={`Compared with ${candidate.displayName}`}>
      <div>
        <Title order={3} size="h4" style={{ overflowWrap: 'anywhere' }}>
          <Anchor component={Link} to={`/cases/${encodeURIComponent(candidate.caseId)}`} inherit>
            <bdi>{candidate.displayName}</bdi>
          </Anchor>
        </Title>
        <Group gap="xs" mt={2}>
          <Text size="sm">{describeMatch(candidate.match)}</Text>
          <StatusPill tone={credential.tone}>{credential.label}</StatusPill>
        </Group>
      </div>
      <Comparison
        here={here}
        there={candidate.application}
        label={`This file beside that of ${candidate.displayName}`}
      />
      {onAnswer === undefined ? null : (
        <Radio.Group
          label={`Is ${isolate(candidate.displayName)} the same person?`}
          value={answer ?? null}
          onChange={(value) => onAnswer(zIdentityAnswer.shape.answer.parse(value))}
        >
          <Group gap="lg" mt="xs">
            {zIdentityAnswer.shape.answer.options.map((option) => (
              <Radio key={option} value={option} label={answerWords[option]} />
            ))}
          </Group>
        </Radio.Group>
      )}
      {answer === undefined ? null : (
        <Text size="sm" data-testid="identity-effect">
          {onAnswer === undefined ? (
            <Text span inherit fw={560}>
              {answeredBy === undefined ? '' : `${answeredBy}: `}
              {answerWords[answer]}.{' '}
            </Text>
          ) : null}
          {describeEffect({ answer, effect: candidate.effect })}
        </Text>
      )}
    </Stack>
  );
}
