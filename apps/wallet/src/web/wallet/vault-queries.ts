import {
  listCredentials,
  listDisclosures,
  listGrants,
  listIssuances,
  type SealedCredential,
  sealOfCredential,
} from '@postern/holder';
import { createStatusTree, getStatusBit } from '@postern/primitives';
import { useQuery } from '@tanstack/react-query';
import { listApplications } from '../apply/application-record.ts';
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

export type CredentialLife = 'valid' | 'ended' | 'expired' | 'unknown';

const REFRESH_MS = 5 * 60_000;

/**
 * Where a credential stands, by the whole list of its bank as the chain anchors it. Lists are fetched on a schedule,
 * for every bank of the registry alike.
 */
export function useCredentialLife(credential: SealedCredential) {
  const { services } = useWallet();
  return useQuery({
    // By index too: a renewed credential keeps its id.
    queryKey: ['status', credential.id, credential.seal.index],
    refetchInterval: REFRESH_MS,
    queryFn: async (): Promise<CredentialLife> => {
      const seal = sealOfCredential(credential);
      if (seal.validUntil <= services.clock.now()) return 'expired';
      await services.refreshStatus();
      const leaves = await services.chain.readRegistryLeaves();
      const leaf = leaves.find(({ issuerId, listId }) => issuerId === seal.issuerId && listId === seal.listId);
      const bits = leaf === undefined ? undefined : await services.cache.read(leaf.uri);
      if (leaf === undefined || bits === undefined || createStatusTree(bits).root !== leaf.statusRoot) return 'unknown';
      return getStatusBit(bits, seal.index) ? 'ended' : 'valid';
    },
  });
}
