import { useEffect } from 'react';
import { useIssuances } from '../wallet/vault-queries.ts';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';
import { continueKept } from './continue-kept.ts';

/** Looks for what issuers promised for later, while the wallet is open on any page but that of the issuance itself. */
export function IssuanceWatcher() {
  const { services, announce } = useWallet();
  const { vault } = useOpenVault();
  const waiting = (useIssuances().data ?? []).filter(({ session }) => session.waiting.length > 0);
  const [next] = waiting
    .map(({ id, session }) => ({ id, at: Math.min(...session.waiting.map(({ retryAt }) => retryAt)) }))
    .toSorted((left, right) => left.at - right.at);
  const nextId = next?.id;
  const nextAt = next?.at;
  useEffect(() => {
    if (nextId === undefined || nextAt === undefined) return;
    const look = () => {
      // What went wrong shows on the issuance's own page.
      void continueKept({ id: nextId, services, vault, isReady: false })
        .catch(() => undefined)
        .then(announce);
    };
    const timer = setTimeout(look, Math.max(5, nextAt - services.clock.now()) * 1000);
    return () => clearTimeout(timer);
  }, [nextId, nextAt, services, vault, announce]);
  return null;
}
