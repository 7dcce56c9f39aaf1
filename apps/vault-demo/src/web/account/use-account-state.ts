import { useCallback, useEffect, useMemo, useState } from 'react';
import { type Address, createWalletClient, custom, getAddress, type Hex, http } from 'viem';
import { generatePrivateKey, privateKeyToAccount, privateKeyToAddress } from 'viem/accounts';
import { describeChain } from '../chain/create-chain-reader.ts';
import type { VaultConfig } from '../load-config.ts';
import type { AccountState, ConnectedAccount, DemoAccounts } from './account-context.ts';
import { keepDemoKey, readDemoKeys } from './demo-keys.ts';
import { type DiscoveredWallet, discoverWallets } from './discover-wallets.ts';
import { switchChain } from './switch-chain.ts';

/** Which account was chosen last, so that a reload keeps it: `demo`, a wallet's reverse domain name, or nothing. */
const choiceKey = 'harbor-vault-account';

type Linked = { wallet: DiscoveredWallet; address: Address; chainId: number };

function explainConnection(error: unknown): string {
  const code = (error as { code?: number }).code;
  if (code === 4001) return 'The wallet was closed without an answer. Nothing was connected.';
  if (code === -32002) return 'Your wallet is waiting for an answer already. Open it and look there.';
  return 'The wallet did not answer as expected. Open it, unlock it, and try again.';
}

/** Keeps the connected account in step with the wallet: follows account and chain changes, and reconnects after a reload. */
export function useAccountState({ config }: { config: VaultConfig }): AccountState {
  const [wallets, setWallets] = useState<readonly DiscoveredWallet[]>([]);
  const [choice, setChoice] = useState(() => localStorage.getItem(choiceKey));
  const [demoKeys, setDemoKeys] = useState(() => readDemoKeys(localStorage));
  const [linked, setLinked] = useState<Linked | undefined>(undefined);
  const [problem, setProblem] = useState<string | undefined>(undefined);

  const choose = useCallback((value: string | null) => {
    if (value === null) localStorage.removeItem(choiceKey);
    else localStorage.setItem(choiceKey, value);
    setChoice(value);
    setProblem(undefined);
  }, []);

  const link = useCallback(async (wallet: DiscoveredWallet, ask: boolean): Promise<boolean> => {
    const { provider } = wallet;
    const accounts = await provider.request({ method: ask ? 'eth_requestAccounts' : 'eth_accounts' });
    const [first] = accounts;
    if (first === undefined) return false;
    const chainId = Number(await provider.request({ method: 'eth_chainId' }));
    setLinked({ wallet, address: getAddress(first), chainId });
    return true;
  }, []);

  // After a reload only a wallet that still has this page in its list answers, without asking anybody.
  useEffect(
    () =>
      discoverWallets((found) => {
        setWallets((known) => (known.some((wallet) => wallet.id === found.id) ? known : [...known, found]));
        if (localStorage.getItem(choiceKey) === found.rdns) void link(found, false).catch(() => undefined);
      }),
    [link],
  );

  const provider = linked?.wallet.provider;
  useEffect(() => {
    if (provider === undefined) return undefined;
    const onAccounts = (accounts: readonly string[]): void => {
      const [first] = accounts;
      setLinked((now) =>
        now === undefined || first === undefined ? undefined : { ...now, address: getAddress(first) },
      );
    };
    const onChain = (chainId: string): void =>
      setLinked((now) => (now === undefined ? now : { ...now, chainId: Number(chainId) }));
    provider.on('accountsChanged', onAccounts);
    provider.on('chainChanged', onChain);
    return () => {
      provider.removeListener('accountsChanged', onAccounts);
      provider.removeListener('chainChanged', onChain);
    };
  }, [provider]);

  const demo = useMemo((): DemoAccounts | undefined => {
    if (!config.demoAccounts) return undefined;
    const take = (key: Hex): void => {
      setDemoKeys(keepDemoKey(localStorage, key));
      choose('demo');
    };
    return {
      addresses: demoKeys.map(privateKeyToAddress),
      use: (address) => take(demoKeys.find((key) => privateKeyToAddress(key) === address) ?? generatePrivateKey()),
      create: () => take(generatePrivateKey()),
    };
  }, [config, demoKeys, choose]);

  const account = useMemo((): ConnectedAccount | undefined => {
    const chain = describeChain(config);
    const [demoKey] = demoKeys;
    if (choice === 'demo' && config.demoAccounts && demoKey !== undefined) {
      const owner = privateKeyToAccount(demoKey);
      const signer = createWalletClient({ account: owner, chain, transport: http(config.rpcUrl) });
      return { kind: 'demo', label: 'Demo account', address: owner.address, signer, onChain: true };
    }
    if (linked === undefined || linked.wallet.rdns !== choice) return undefined;
    const { wallet, address, chainId } = linked;
    const signer = createWalletClient({ account: address, chain, transport: custom(wallet.provider) });
    return { kind: 'wallet', label: wallet.name, address, signer, onChain: chainId === config.chainId };
  }, [choice, config, demoKeys, linked]);

  return {
    account,
    wallets,
    demo,
    problem,
    connectWallet: async (wallet) => {
      try {
        if (await link(wallet, true)) choose(wallet.rdns);
      } catch (error) {
        setProblem(explainConnection(error));
      }
    },
    moveToChain: async () => {
      try {
        if (provider !== undefined) await switchChain({ provider, config });
        setProblem(undefined);
      } catch (error) {
        setProblem(explainConnection(error));
      }
    },
    disconnect: () => {
      setLinked(undefined);
      choose(null);
    },
  };
}
