import { createContext, useContext } from 'react';
import type { PortalApi } from './create-portal-api.ts';

const PortalContext = createContext<PortalApi | undefined>(undefined);

export const PortalApiProvider = PortalContext.Provider;

/** The API of this portal; every page gets it here, so that tests can hand in another. */
export function usePortalApi(): PortalApi {
  const api = useContext(PortalContext);
  if (api === undefined) throw new Error('A page was rendered outside PortalApiProvider.');
  return api;
}
