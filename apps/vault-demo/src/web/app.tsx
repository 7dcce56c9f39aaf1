import { isLocalChain } from '@postern/primitives';
import { PageFrame, PageHeader } from '@postern/ui';
import { AccountProvider } from './account/account-context.ts';
import { AccountMenu } from './account/account-menu.tsx';
import { ConnectPanel } from './account/connect-panel.tsx';
import { DemoDesk } from './account/demo-desk.tsx';
import { useAccountState } from './account/use-account-state.ts';
import { WrongChain } from './account/wrong-chain.tsx';
import classes from './app.module.css';
import { AccountDesk } from './vault/account-desk.tsx';
import { VaultFacts } from './vault/vault-facts.tsx';
import { useVault } from './vault-context.ts';

/** The whole page: the vault for everybody, and the desk of one account beside it. */
export function App() {
  const { config } = useVault();
  const state = useAccountState({ config });
  const { account } = state;
  const local = isLocalChain(config.chainId);
  const place = config.chainName ?? 'Local demo chain';
  return (
    <AccountProvider value={state}>
      <PageFrame
        face="demo"
        width="page"
        notice={local ? `${place}: money, accounts and passes here have no value.` : config.chainName}
        footer="Harbor Vault is a demo protocol. It sees a proof and an account, never a name."
      >
        <PageHeader
          title="Harbor Vault"
          lead="A savings vault for people whom a bank has checked. It learns that you qualify, and nothing else."
          action={account === undefined ? undefined : <AccountMenu />}
        />
        <div className={classes.columns}>
          <div className={classes.desk}>
            {account === undefined ? (
              <ConnectPanel />
            ) : account.kind === 'demo' ? (
              <DemoDesk key={account.address} account={account} />
            ) : account.onChain ? (
              <AccountDesk key={account.address} account={account} />
            ) : (
              <WrongChain />
            )}
          </div>
          <aside className={classes.aside} aria-label="The vault">
            <VaultFacts />
          </aside>
        </div>
      </PageFrame>
    </AccountProvider>
  );
}
