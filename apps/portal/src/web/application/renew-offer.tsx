import { Button } from '@mantine/core';
import type { ApplicationStatus } from '@postern/protocol';
import { EndedOffer, ProblemNotice, readEndedOffer } from '@postern/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { usePortalApi } from '../portal-context.ts';
import { applicationProblemWords } from './application-words.ts';

export type RenewOfferProps = { status: ApplicationStatus; statusToken: string };

/** For an approved applicant whose code ended: why, and a new one if the bank gives it. */
export function RenewOffer({ status, statusToken }: RenewOfferProps) {
  const api = usePortalApi();
  const client = useQueryClient();
  const { applicationId, canRequestOffer } = status;
  const request = useMutation({
    mutationFn: () => api.requestOffer({ applicationId, statusToken }),
    onSettled: () => client.invalidateQueries({ queryKey: ['application', applicationId] }),
  });
  const why = readEndedOffer(status);
  if (why === undefined) return null;
  return (
    <EndedOffer
      why={why}
      action={
        canRequestOffer ? (
          <Button loading={request.isPending} onClick={() => request.mutate()}>
            Get a new code
          </Button>
        ) : undefined
      }
    >
      {request.isError ? <ProblemNotice error={request.error} words={applicationProblemWords} /> : null}
    </EndedOffer>
  );
}
