import { Anchor, Title } from '@mantine/core';
import { LoadingShape, PageHeader, RelativeTime, StatusPill, Timeline } from '@postern/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { usePortalApi } from '../portal-context.ts';
import { stateWords } from '../words/case-words.ts';
import { Problem } from '../words/problem.tsx';
import { CaseEvidence } from './case-evidence.tsx';
import classes from './case-page.module.css';
import { CredentialPanel } from './credential-panel.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { describeCaseEvents } from './describe-case-events.ts';
import { EffectTimes } from './effect-times.tsx';
import { OfferPanel } from './offer-panel.tsx';

/** One case in three panes: its life, what is known, what to decide. */
export function CasePage() {
  const api = usePortalApi();
  const { caseId = '' } = useParams();
  const query = useQuery({ queryKey: ['case', caseId], queryFn: () => api.getCase(caseId), refetchInterval: 5_000 });

  if (query.data === undefined) {
    return query.isError ? (
      <Problem error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <LoadingShape shape="rows" count={8} label="Loading the case" />
    );
  }
  const detail = query.data;
  const state = stateWords[detail.state];
  const decided = detail.approvedBy !== undefined;
  return (
    <>
      <PageHeader
        above={
          <Anchor component={Link} to="/queue" size="xs">
            Work queue
          </Anchor>
        }
        title={detail.displayName}
        lead={
          <>
            <StatusPill tone={state.tone}>{state.label}</StatusPill>&ensp;Applied{' '}
            <RelativeTime at={detail.submittedAt} />
          </>
        }
      />
      <div className={classes.panes}>
        <section className={classes.life} aria-labelledby="case-life">
          <Title order={2} size="h4" id="case-life" mb="md">
            Life of the case
          </Title>
          <Timeline label="Life of the case" events={describeCaseEvents(detail)} />
        </section>
        <section className={classes.evidence} aria-label="What is known">
          <CaseEvidence detail={detail} />
        </section>
        <aside className={classes.decision} aria-label="Decision">
          {decided ? null : <DecisionPanel detail={detail} />}
          <OfferPanel detail={detail} />
          <CredentialPanel detail={detail} />
          {decided ? <DecisionPanel detail={detail} /> : null}
          <EffectTimes actions={detail.actions} />
        </aside>
      </div>
    </>
  );
}
