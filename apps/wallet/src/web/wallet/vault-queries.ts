import { listCredentials, listDisclosures, listGrants, listIssuances, type SealedCredential } from '@postern/holder';
import { useQuery } from '@tanstack/react-query';
import { listApplications } from '../apply/application-record.ts';
import { readCredentialLife } from '../credential/read-credential-life.ts';
import { useOpenVault, useWallet } from './wallet-context.tsx';

export function useCredentials() {
  const { vault, vaultId } = useOpenVault();
  return useQuery({ queryKey: ['vault', vaultId, 'credentials'], queryFn: () => listCredentials(vault) });
}

export function useGrants() {
  const { vault, vaultId } = useOpenVault();
  return useQuery({ queryKey: ['vault', vaultId, 'grants'], queryFn: () => listGrants(vault) });
}

export function useDisclosures() {
  const { vault, vaultId } = useOpenVault();
  return useQuery({ queryKey: ['vault', vaultId, 'disclosures'], queryFn: () => listDisclosures(vault) });
}

/** What is on its way: interrupted, or an issuer needs time. */
export function useIssuances() {
  const { vault, vaultId } = useOpenVault();
  return useQuery({ queryKey: ['vault', vaultId, 'issuances'], queryFn: () => listIssuances(vault) });
}

export function useApplications() {
  const { vault, vaultId } = useOpenVault();
  return useQuery({ queryKey: ['vault', vaultId, 'applications'], queryFn: () => listApplications(vault) });
}

const REFRESH_MS = 5 * 60_000;

/** Where a credential stands; looked at on a schedule, and what was known last is kept when that fails. */
export function useCredentialLife(credential: SealedCredential) {
  const { services } = useWallet();
  return useQuery({
    // By index too: a renewed credential keeps its id.
    queryKey: ['status', credential.id, credential.seal.index],
    refetchInterval: REFRESH_MS,
    queryFn: () => readCredentialLife(services, credential),
  });
}
