import { Stack, Title } from '@mantine/core';
import type { CaseDetail } from '@postern/protocol';
import { type Fact, Facts, formatDay, nameCountry, nameDocumentType } from '@postern/ui';
import { type ReactNode, useState } from 'react';
import { AssessmentFacts } from './assessment-facts.tsx';
import { warnAboutApplication } from './warn-about-application.ts';
import { Warnings } from './warnings.tsx';

const day = (isoDay: string) => formatDay({ at: Date.parse(`${isoDay}T00:00:00Z`) / 1000, timeZone: 'UTC' });

/** What the applicant stated, and what the bank found out about it. */
export function CaseEvidence({ detail }: { detail: CaseDetail }) {
  const { application } = detail;
  const { address, document } = application;
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const person: Fact[] = [
    { label: 'Family name', value: application.familyName },
    { label: 'Given names', value: application.givenName === '' ? 'None' : application.givenName },
    ...(application.latinName === undefined ? [] : [{ label: 'In Latin letters', value: application.latinName }]),
    { label: 'Birth date', value: day(application.birthDate) },
    {
      label: application.nationalities.length > 1 ? 'Nationalities' : 'Nationality',
      value: application.nationalities.map((code) => nameCountry(code)).join(', '),
    },
    ...(application.email === undefined ? [] : [{ label: 'E-mail', value: application.email }]),
  ];
  const residence: Fact[] = [
    { label: 'Country', value: nameCountry(application.residence) },
    { label: 'Street', value: address.street === '' ? 'Not stated' : address.street },
    { label: 'Town', value: [address.postalCode, address.locality].filter((part) => part !== '').join(' ') },
  ];
  const paper: Fact[] = [
    { label: 'Kind', value: nameDocumentType(document.type) },
    {
      label: 'Number',
      value: <span style={{ fontFamily: 'var(--mantine-font-family-monospace)' }}>{document.number}</span>,
    },
    { label: 'Issued by', value: nameCountry(document.issuingCountry) },
    { label: 'Valid until', value: day(document.expiresOn) },
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
      {detail.assessment === undefined ? null : (
        <Block title="What the bank found">
          <AssessmentFacts
            assessment={detail.assessment}
            proposedBy={detail.proposedBy}
            approvedBy={detail.approvedBy}
          />
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
