import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';
import type { ApplicationRecord } from './application-record.ts';
import { connectApplication } from './connect-application.ts';

/** Connects this wallet to an application and goes to where its credential arrives. */
export function useConnection(application: ApplicationRecord) {
  const { services, announce } = useWallet();
  const { vault } = useOpenVault();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => connectApplication({ application, services, vault }),
    onSuccess: (issuanceId) => {
      announce();
      void navigate(`/issuances/${issuanceId}`);
    },
  });
}
