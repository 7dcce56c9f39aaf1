import { createContext, useContext } from 'react';
import type { PublicClient } from 'viem';
import type { AppApi } from './create-app-api.ts';
import type { VaultConfig } from './load-config.ts';

/** What every part of the page works with. */
export type VaultServices = { config: VaultConfig; client: PublicClient; api: AppApi };

const VaultContext = createContext<VaultServices | undefined>(undefined);
export const VaultProvider = VaultContext.Provider;

export function useVault(): VaultServices {
  const services = useContext(VaultContext);
  if (services === undefined) throw new Error('useVault outside VaultProvider');
  return services;
}
