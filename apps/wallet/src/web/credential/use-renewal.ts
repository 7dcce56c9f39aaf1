import type { StoredCredential } from '@postern/holder';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useIssuances } from '../wallet/vault-queries.ts';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';
import { beginRenewal, signInToRenew } from './begin-renewal.ts';

export type Renewal = {
  isBusy: boolean;
  error: unknown;
  /** A renewal was begun and is not finished. */
  isOnItsWay: boolean;
  renew: () => void;
  /** Where the refresh token is not taken any more: the same by way of the bank's sign-in. */
  signIn: () => void;
};

/** Renewing one credential, up to where the issuance has a page of its own. */
export function useRenewal(credential: StoredCredential): Renewal {
  const { services, announce } = useWallet();
  const { vault } = useOpenVault();
  const navigate = useNavigate();
  const issuances = useIssuances();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const credentialId = credential.id;

  const run = async (act: () => Promise<void>) => {
    setIsBusy(true);
    setError(undefined);
    try {
      await act();
    } catch (thrown) {
      setError(thrown);
      setIsBusy(false);
    }
  };
  const renew = () =>
    run(async () => {
      const id = await beginRenewal({ credentialId, services, vault });
      announce();
      await navigate(`/issuances/${id}`);
    });
  return {
    isBusy,
    error,
    isOnItsWay: (issuances.data ?? []).some(({ replaces }) => replaces === credentialId),
    renew: () => void renew(),
    signIn: () => void run(() => signInToRenew({ credentialId, services, vault })),
  };
}
