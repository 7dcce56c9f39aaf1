import type { ApplicationStatus } from '@postern/protocol';
import { useQueries } from '@tanstack/react-query';
import { useApplications } from '../wallet/vault-queries.ts';
import { useWallet } from '../wallet/wallet-context.tsx';
import { fetchApplicationStatus } from './send-application.ts';

/** How far an application is, as its bank said last; undefined before the first answer. */
export type ApplicationState = { issuer: string; state: ApplicationStatus['state'] | undefined };

const REFRESH_MS = 30_000;

/** Where the applications of this wallet stand, newest first; what was known last is kept when a bank does not answer. */
export function useApplicationStates(): ApplicationState[] {
  const { services } = useWallet();
  const applications = useApplications().data ?? [];
  const statuses = useQueries({
    queries: applications.map((application) => ({
      queryKey: ['application', application.applicationId],
      refetchInterval: REFRESH_MS,
      queryFn: () => fetchApplicationStatus({ application, http: services.http }),
    })),
  });
  return applications.map(({ bank }, index) => ({ issuer: bank.issuer, state: statuses[index]?.data?.state }));
}
