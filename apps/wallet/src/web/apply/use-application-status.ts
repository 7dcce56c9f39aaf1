import { useQuery } from '@tanstack/react-query';
import { useWallet } from '../wallet/wallet-context.tsx';
import type { ApplicationRecord } from './application-record.ts';
import { fetchApplicationStatus } from './send-application.ts';

/** How far an application is; asked again every few seconds while the page is looked at. */
export function useApplicationStatus(application: ApplicationRecord | undefined) {
  const { services } = useWallet();
  return useQuery({
    queryKey: ['application', application?.applicationId],
    enabled: application !== undefined,
    refetchInterval: 4000,
    queryFn: () => fetchApplicationStatus({ application: application!, http: services.http }),
  });
}
