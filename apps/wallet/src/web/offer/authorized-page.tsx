import {
  createIssuanceSession,
  fetchIssuerMetadata,
  finishAuthorization,
  keepIssuance,
  readAuthorization,
  readAuthorizationState,
  removeAuthorization,
} from '@postern/holder';
import { LoadingShape } from '@postern/ui';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useLocation } from 'react-router';
import { Failure } from '../parts/failure.tsx';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';

/** The way back from an issuer's sign-in: is it ours, is it the right issuer; then the receiving goes on. */
export function AuthorizedPage() {
  const { search } = useLocation();
  const { services } = useWallet();
  const { vault } = useOpenVault();
  const { http, clock } = services;
  const session = useQuery({
    queryKey: ['authorized', search],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<string> => {
      const state = readAuthorizationState(search);
      const pending = await readAuthorization(vault, state);
      const { credentialIssuer, authorizationServer, configurationIds, replaces } = pending;
      const issuer = await fetchIssuerMetadata({
        credentialIssuer,
        authorizationServer,
        http,
        locale: services.locale,
      });
      const tokens = await finishAuthorization({ ...services, issuer, pending, redirectUrl: search });
      const issuance = createIssuanceSession({ issuer, tokens, configurationIds, now: clock.now() });
      await keepIssuance(vault, { id: state, session: issuance, replaces });
      await removeAuthorization(vault, state);
      return state;
    },
  });
  if (session.isError) return <Failure error={session.error} />;
  if (session.data === undefined) return <LoadingShape label="Coming back from the sign-in" count={3} />;
  // The code in the address has been used; it does not stay in the history.
  return <Navigate to={`/issuances/${session.data}`} replace />;
}
