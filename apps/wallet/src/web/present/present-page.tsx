import { LoadingShape, StepProgress } from '@postern/ui';
import { Stack } from '@mantine/core';
import type { AnswerPart, AnswerPlan } from '@postern/holder';
import { useLocation } from 'react-router';
import { Failure } from '../parts/failure.tsx';
import { ClaimsConsent } from './claims-consent.tsx';
import { ProofConsent } from './proof-consent.tsx';
import { Unmet } from './unmet.tsx';
import { useRequest } from './use-request.ts';

/** A site's request: who asks, what is proven or shown, what stays hidden; then the answer. */
export function PresentPage() {
  const { search } = useLocation();
  const request = useRequest(search);
  if (request.isError) return <Failure error={request.error} />;
  if (request.data === undefined || request.isFetching) {
    return (
      <Stack gap="lg">
        <StepProgress
          label="Checking the request"
          steps={[{ key: 'check', label: 'Checking who asks, what is asked, and your credential', state: 'running' }]}
        />
        <LoadingShape count={5} label="Checking the request" />
      </Stack>
    );
  }
  const facts = request.data;
  const onRetry = () => void request.refetch();
  const proof = findOnlyProof(facts.plan);
  if (proof !== undefined) return <ProofConsent facts={facts} part={proof} onRetry={onRetry} />;
  const [unmet] = facts.plan.unmet;
  if (unmet !== undefined) return <Unmet request={facts.request} parts={unmet} onRetry={onRetry} />;
  return <ClaimsConsent facts={facts} onRetry={onRetry} />;
}

/** The part, when one proof is all that is asked, whether it can be made or not. */
function findOnlyProof({ choices, unmet }: AnswerPlan): Extract<AnswerPart, { kind: 'proof' }> | undefined {
  const ways = [...choices.flatMap(({ options }) => options), ...unmet];
  const [part, ...others] = ways.flat();
  return others.length === 0 && part?.kind === 'proof' ? part : undefined;
}
