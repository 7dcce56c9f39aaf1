import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type ConnectedAccount, useAccount } from '../account/account-context.ts';
import classes from '../app.module.css';
import { admit } from '../chain/act-on-vault.ts';
import type { Position, VaultView } from '../chain/create-chain-reader.ts';
import type { Admission } from '../create-app-api.ts';
import { useVault } from '../vault-context.ts';
import { explainRefusal } from '../words/explain-refusal.ts';
import { Admitted } from './admitted.tsx';
import { Admitting } from './admitting.tsx';
import { NoPass } from './no-pass.tsx';
import { SessionEnded } from './session-ended.tsx';
import { useProofSession } from './use-proof-session.ts';
import { WaitingForWallet } from './waiting-for-wallet.tsx';

export type GateProps = { account: ConnectedAccount; position: Position; vault: VaultView };

/** The gate of one account, in whichever of its states it is. */
export function Gate({ account, position, vault }: GateProps) {
  const { api, client, config } = useVault();
  const { demo } = useAccount();
  const queries = useQueryClient();
  const session = useProofSession({ api, account: account.address });
  const { view, forget } = session;

  const admitting = useMutation({
    mutationFn: (admission: Admission) => admit({ client, config, signer: account.signer, admission }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['position'] });
      forget();
    },
  });

  // A verified proof goes to the contract at once: the person has decided in the wallet already. Once per session.
  const sent = useRef<string | undefined>(undefined);
  const { mutate } = admitting;
  const admission = view?.state === 'verified' ? view.admission : undefined;
  useEffect(() => {
    if (view === undefined || admission === undefined || sent.current === view.sessionId) return;
    sent.current = view.sessionId;
    mutate(admission);
  }, [view, admission, mutate]);

  const again = (): void => {
    admitting.reset();
    session.start();
  };

  return (
    <section
      className={classes.panel}
      aria-label="The gate"
      data-state={position.admitted && session.opened === undefined ? 'proven' : 'ahead'}
    >
      {admission !== undefined ? (
        <Admitting
          refusal={admitting.isError ? explainRefusal(admitting.error) : undefined}
          onRetry={() => admitting.mutate(admission)}
          onAgain={again}
          onNewAccount={account.kind === 'demo' ? demo?.create : undefined}
          onCancel={forget}
        />
      ) : session.opened !== undefined && (view === undefined || view.state === 'open' || view.state === 'fetched') ? (
        <WaitingForWallet opened={session.opened} fetched={view?.state === 'fetched'} onCancel={forget} />
      ) : view !== undefined ? (
        <SessionEnded view={view} onAgain={again} onCancel={forget} />
      ) : position.admitted ? (
        <Admitted
          position={position}
          passToken={config.passToken}
          onRenew={again}
          renewing={session.opening}
          error={session.error}
        />
      ) : (
        <NoPass
          account={account}
          position={position}
          vault={vault}
          opening={session.opening}
          error={session.error}
          onProve={session.start}
        />
      )}
    </section>
  );
}
