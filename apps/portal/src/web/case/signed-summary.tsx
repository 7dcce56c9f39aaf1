import { Anchor, Stack, Text, Title } from '@mantine/core';
import { nameSubdivision, type Assessment, type CaseDetail } from '@postern/protocol';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { blockerWords, channelWords, evidenceWords, subjectWords } from '../words/assessment-words.ts';
import { formatIsoDay } from '../words/format-iso-day.ts';
import { answerWords, describeEffect } from '../words/identity-words.ts';
import { DerivedFacts } from './proposal/derived-facts.tsx';
import classes from './statements.module.css';

export type SignedSummaryProps = {
  assessment: Assessment;
  /** The files that the answers are about, and the answers. */
  identity: Pick<CaseDetail, 'candidates' | 'identityAnswers'>;
};

/** Everything that a proposal says and both people sign: findings, what follows from them, exceptions, who the person is. */
export function SignedSummary({ assessment, identity }: SignedSummaryProps) {
  const { channel, findings, exceptions, residenceSubdivision } = assessment;
  return (
    <Stack gap="md">
      <Part title="What follows">
        <DerivedFacts channel={channel} findings={findings} />
        {residenceSubdivision === 0 ? null : (
          <Text mt={4}>Region: {nameSubdivision(residenceSubdivision) ?? `code ${residenceSubdivision}`}</Text>
        )}
      </Part>
      <Part title="Findings">
        <Text size="xs" c="dimmed">
          Met: {channelWords[channel].label.toLowerCase()}
        </Text>
        <ul className={classes.list}>
          {findings.map((finding) => (
            <li key={finding.subject}>
              <span className={classes.subject}>{subjectWords[finding.subject]}</span>
              <span className={classes.note}>
                <bdi>{finding.note}</bdi>
              </span>
              <span className={classes.meta}>
                {evidenceWords[finding.evidence]} · seen {formatIsoDay(finding.seenOn)} · {finding.foundBy}
              </span>
            </li>
          ))}
        </ul>
        {findings.length === 0 ? <Text>None</Text> : null}
      </Part>
      {exceptions.length === 0 ? null : (
        <Part title="Exceptions">
          <ul className={classes.list} data-tone="waiting">
            {exceptions.map(({ blocker, reason }) => (
              <li key={blocker}>
                <span className={classes.subject}>{blockerWords[blocker]}</span>
                <span className={classes.note}>
                  <bdi>{reason}</bdi>
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <IdentityPart {...identity} />
    </Stack>
  );
}

function IdentityPart({ candidates, identityAnswers = [] }: Pick<CaseDetail, 'candidates' | 'identityAnswers'>) {
  const answered = identityAnswers.flatMap(({ personId, answer }) => {
    const candidate = candidates.find((other) => other.personId === personId);
    return candidate === undefined ? [] : [{ candidate, answer }];
  });
  if (answered.length === 0) return null;
  return (
    <Part title="Who the person is">
      <ul className={classes.list}>
        {answered.map(({ candidate, answer }) => (
          <li key={candidate.personId}>
            <span className={classes.subject}>
              {answerWords[answer]}:{' '}
              <Anchor component={Link} to={`/cases/${encodeURIComponent(candidate.caseId)}`} inherit>
                <bdi>{candidate.displayName}</bdi>
              </Anchor>
            </span>
            <span className={classes.note}>{describeEffect({ answer, effect: candidate.effect })}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={3} size="h5" c="dimmed" fw={540} mb={2}>
        {title}
      </Title>
      {children}
    </section>
  );
}
