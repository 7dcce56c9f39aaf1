import {
  listCredentials,
  readIssuance,
  type ReceiveStep,
  removeIssuance,
  type StoredCredential,
} from '@postern/holder';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';
import { continueKept } from './continue-kept.ts';

export type IssuanceState =
  | { kind: 'running'; step: ReceiveStep }
  | { kind: 'waiting'; issuerName: string; retryAt: number }
  | { kind: 'received'; credential: StoredCredential }
  | { kind: 'failed'; error: unknown };

/** Longest that a browser's timer takes. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/**
 * Goes on with a kept issuance until the credential is there; looks again by itself when the issuer needs time.
 *
 * @param isReady the issuer has said elsewhere that it is done
 * @returns `renews`: the credential, as it was, whose place the new one takes; undefined when it is not a renewal
 */
export function useIssuance(id: string, isReady: boolean) {
  const { services, announce } = useWallet();
  const { vault } = useOpenVault();
  const [state, setState] = useState<IssuanceState>({ kind: 'running', step: 'token' });
  const [renews, setRenews] = useState<StoredCredential>();
  const isRunning = useRef(false);

  const run = useCallback(
    async (looksNow = isReady) => {
      if (isRunning.current) return;
      isRunning.current = true;
      try {
        const { replaces } = (await readIssuance(vault, id)) ?? {};
        if (replaces !== undefined) {
          setRenews((await listCredentials(vault)).find((credential) => credential.id === replaces));
        }
        const onProgress = (step: ReceiveStep) => setState({ kind: 'running', step });
        const result = await continueKept({ id, services, vault, isReady: looksNow, onProgress });
        if (result.state === 'waiting') {
          setState({ kind: 'waiting', issuerName: result.session.issuerName, retryAt: result.retryAt });
        } else setState({ kind: 'received', credential: result.credential });
      } catch (error) {
        setState({ kind: 'failed', error });
      } finally {
        isRunning.current = false;
        announce();
      }
    },
    [services, vault, id, isReady, announce],
  );

  useEffect(() => {
    const timer = setTimeout(() => void run(), 0);
    return () => clearTimeout(timer);
  }, [run]);
  useEffect(() => {
    if (state.kind !== 'waiting') return;
    const delay = Math.max(1, state.retryAt - services.clock.now()) * 1000;
    const timer = setTimeout(() => void run(), Math.min(delay, MAX_DELAY_MS));
    return () => clearTimeout(timer);
  }, [state, services, run]);

  return {
    state,
    renews,
    goOn: () => void run(),
    /** Does not wait for the issuer's interval: the person has heard that it is done. */
    lookNow: () => void run(true),
    giveUp: () => removeIssuance(vault, id).then(announce),
  };
}
