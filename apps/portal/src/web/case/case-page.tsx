import { Anchor, Title } from '@mantine/core';
import { keepDraft, LoadingShape, PageHeader, readDraft, RelativeTime, StatusPill } from '@postern/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { usePortalApi } from '../portal-context.ts';
import { describeStanding } from '../words/case-words.ts';
import { Problem } from '../words/problem.tsx';
import { BrokenApprovalNotice } from './broken-approval-notice.tsx';
import { CaseEvidence } from './case-evidence.tsx';
import { CaseLife } from './case-life.tsx';
import classes from './case-page.module.css';
import { CredentialPanel } from './credential-panel.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { EffectTimes } from './effect-times.tsx';
import { CandidatesPanel } from './identity/candidates-panel.tsx';
import { OfferPanel } from './offer-panel.tsx';
import { createProposalForm, type ProposalForm } from './proposal/proposal-form.ts';

/** One case: what is filled in belongs to it alone. */
export function CasePage() {
  const { caseId = '' } = useParams();
  return <Case key={caseId} caseId={caseId} />;
}

/** Three panes: its life, what is known, what to decide. */
function Case({ caseId }: { caseId: string }) {
  const api = usePortalApi();
  const query = useQuery({ queryKey: ['case', caseId], queryFn: () => api.getCase(caseId), refetchInterval: 5_000 });
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const draft = `proposal-${caseId}`;
  const [form, setForm] = useState(() => readDraft(draft, createProposalForm(today)));
  const change = (next: ProposalForm) => {
    keepDraft(draft, next);
    setForm(next);
  };

  if (query.data === undefined) {
    return query.isError ? (
      <Problem error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <LoadingShape shape="rows" count={8} label="Loading the case" />
    );
  }
  const detail = query.data;
  const standing = describeStanding(detail);
  // What was decided and waits for nobody comes after what came of it.
  const isSettled =
    detail.approvedBy !== undefined &&
    detail.measure === undefined &&
    detail.emergency === undefined &&
    detail.candidates.length === 0;
  const decisionPanel = <DecisionPanel detail={detail} form={form} today={today} onChange={change} />;
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
            <StatusPill tone={standing.tone}>{standing.label}</StatusPill>&ensp;Applied{' '}
            <RelativeTime at={detail.submittedAt} withExact />
          </>
        }
      />
      <BrokenApprovalNotice detail={detail} />
      <div className={classes.panes}>
        <section className={classes.life} aria-labelledby="case-life">
          <Title order={2} size="h4" id="case-life" mb="md">
            Life of the case
          </Title>
          <CaseLife detail={detail} />
        </section>
        <section className={classes.evidence} aria-label="What is known">
          <CandidatesPanel detail={detail} form={form} onChange={change} />
          <CaseEvidence detail={detail} today={today} />
        </section>
        <aside className={classes.decision} aria-label="Decision">
          {isSettled ? null : decisionPanel}
          <OfferPanel detail={detail} />
          <CredentialPanel detail={detail} />
          {isSettled ? decisionPanel : null}
          <EffectTimes measures={detail.measures} />
        </aside>
      </div>
    </>
  );
}
