import { Anchor, List, Stack, Title } from '@mantine/core';
import type { CaseDetail } from '@postern/protocol';
import { type Fact, Facts, nameCountry, nameDocumentType } from '@postern/ui';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { describeDocumentEnd, NO_FIXED_ADDRESS } from '../words/application-facts.ts';
import { formatIsoDay } from '../words/format-iso-day.ts';
import { SignedSummary } from './signed-summary.tsx';
import { warnAboutApplication } from './warn-about-application.ts';
import { Warnings } from './warnings.tsx';

/** What the applicant stated, and what the bank found out about it. */
export function CaseEvidence({ detail, today }: { detail: CaseDetail; today: string }) {
  const { application } = detail;
  const { address, document } = application;
  const person: Fact[] = [
    { label: 'Family name', value: application.familyName },
    { label: 'Given names', value: application.givenName === '' ? 'None' : application.givenName },
    ...(application.latinName === undefined ? [] : [{ label: 'In Latin letters', value: application.latinName }]),
    { label: 'Birth date', value: formatIsoDay(application.birthDate) },
    {
      label: application.nationalities.length > 1 ? 'Nationalities' : 'Nationality',
      value: application.nationalities.map((code) => nameCountry(code)).join(', '),
    },
    ...(application.email === undefined ? [] : [{ label: 'E-mail', value: application.email }]),
  ];
  const residence: Fact[] = [
    { label: 'Country', value: nameCountry(application.residence) },
    ...(address === null
      ? [{ label: 'Address', value: NO_FIXED_ADDRESS }]
      : [
          { label: 'Street', value: address.street === '' ? 'Not stated' : address.street },
          { label: 'Town', value: [address.postalCode, address.locality].filter((part) => part !== '').join(' ') },
        ]),
  ];
  const paper: Fact[] = [
    { label: 'Kind', value: nameDocumentType(document.type) },
    {
      label: 'Number',
      value: <span style={{ fontFamily: 'var(--mantine-font-family-monospace)' }}>{document.number}</span>,
    },
    { label: 'Issued by', value: nameCountry(document.issuingCountry) },
    { label: 'Valid until', value: describeDocumentEnd(document.expiresOn) },
  ];
  const signers: Fact[] = [
    ...(detail.proposedBy === undefined ? [] : [{ label: 'Proposed by', value: detail.proposedBy }]),
    ...(detail.approvedBy === undefined ? [] : [{ label: 'Approved by', value: detail.approvedBy }]),
  ];
  return (
    <Stack gap="xl">
      <Warnings warnings={warnAboutApplication({ application, today })} />
      <Block title="The person">
        <Facts facts={person} />
      </Block>
      <Block title="Where they live">
        <Facts facts={residence} />
      </Block>
      <Block title="Their document">
        <Facts facts={paper} />
      </Block>
      {detail.samePerson.length === 0 ? null : (
        <Block title="Other files of this person">
          <List size="sm" spacing={4} listStyleType="none">
            {detail.samePerson.map(({ caseId, displayName }) => (
              <List.Item key={caseId}>
                <Anchor component={Link} to={`/cases/${encodeURIComponent(caseId)}`}>
                  <bdi>{displayName}</bdi>
                </Anchor>
              </List.Item>
            ))}
          </List>
        </Block>
      )}
      {detail.assessment === undefined || detail.state === 'second_approval' ? null : (
        <Block title={detail.approvedBy === undefined ? 'What was proposed' : 'What two people signed'}>
          <SignedSummary assessment={detail.assessment} identity={detail} />
          <Facts facts={signers} />
        </Block>
      )}
    </Stack>
  );
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={2} size="h4" mb={4}>
        {title}
      </Title>
      {children}
    </section>
  );
}
