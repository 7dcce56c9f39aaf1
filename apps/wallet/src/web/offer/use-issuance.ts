import {
  continueIssuance,
  ensureHolderSecret,
  fetchIssuerMetadata,
  HolderError,
  keepCredential,
  keepIssuance,
  readIssuance,
  type ReceiveStep,
  removeIssuance,
  type StoredCredential,
} from '@postern/holder';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';

export type IssuanceState =
  | { kind: 'running'; step: ReceiveStep }
  | { kind: 'waiting'; issuerName: string; retryAt: number }
  | { kind: 'received'; credential: StoredCredential }
  | { kind: 'failed'; error: unknown };

/** Copies to ask for: one for each showing, so that sites cannot recognise each other's visitor. */
const COPIES = 5;
/** An outage is worth another try; a refusal is not, and its session must not stand in the way of a fresh offer. */
const WORTH_KEEPING = new Set([
  'ERR_HTTP_UNREACHABLE',
  'ERR_VAULT_CONFLICT',
  'ERR_ISSUER_METADATA',
  'ERR_DID_UNREACHABLE',
]);

/**
 * Goes on with a kept issuance until the credential is there; looks again by itself when the issuer needs time.
 *
 * @param isReady the issuer has said elsewhere that it is done
 */
export function useIssuance(id: string, isReady: boolean) {
  const { services, announce } = useWallet();
  const { vault } = useOpenVault();
  const [state, setState] = useState<IssuanceState>({ kind: 'running', step: 'token' });
  const isRunning = useRef(false);

  const run = useCallback(async () => {
    if (isRunning.current) return;
    isRunning.current = true;
    try {
      const session = await readIssuance(vault, id);
      if (session === undefined) throw new HolderError('ERR_OFFER_GONE', 'Nothing is on its way.');
      const { credentialIssuer, authorizationServer } = session;
      setState({ kind: 'running', step: 'credentials' });
      const result = await continueIssuance({
        ...services,
        session,
        issuer: await fetchIssuerMetadata({ credentialIssuer, authorizationServer, http: services.http }),
        holderSecret: await ensureHolderSecret({ vault, random: services.random }),
        copies: COPIES,
        isReady,
        trustAnchors: services.config.trustAnchors,
        keep: (credential) => keepCredential(vault, credential),
        keepSession: (current) => keepIssuance(vault, { id, session: current }),
        onProgress: (step) => setState({ kind: 'running', step }),
      });
      if (result.state === 'waiting') {
        setState({ kind: 'waiting', issuerName: session.issuerName, retryAt: result.retryAt });
      } else {
        await removeIssuance(vault, id);
        setState({ kind: 'received', credential: result.credential });
        void services.refreshStatus().catch(() => undefined);
      }
      announce();
    } catch (error) {
      const code = (error as { code?: unknown } | undefined)?.code;
      if (!WORTH_KEEPING.has(String(code))) await removeIssuance(vault, id).catch(() => undefined);
      setState({ kind: 'failed', error });
    } finally {
      isRunning.current = false;
    }
  }, [services, vault, id, isReady, announce]);

  useEffect(() => {
    const timer = setTimeout(() => void run(), 0);
    return () => clearTimeout(timer);
  }, [run]);
  useEffect(() => {
    if (state.kind !== 'waiting') return;
    const delay = Math.max(1, state.retryAt - services.clock.now()) * 1000;
    const timer = setTimeout(() => void run(), Math.min(delay, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  }, [state, services, run]);

  return { state, goOn: () => void run(), giveUp: () => removeIssuance(vault, id).then(announce) };
}
