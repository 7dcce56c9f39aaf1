import type { EIP1193Provider } from 'viem';

/** A browser wallet as EIP-6963 announces it. */
export type DiscoveredWallet = {
  id: string;
  name: string;
  icon: string;
  rdns: string;
  provider: EIP1193Provider;
};

type AnnounceDetail = {
  info: { uuid: string; name: string; icon: string; rdns: string };
  provider: EIP1193Provider;
};

/**
 * Listens for wallets (EIP-6963) and asks them to announce themselves. Returns the function that stops listening.
 * An icon is shown only as a `data:` image: a wallet's own URL would tell its maker about the visit.
 */
export function discoverWallets(onWallet: (wallet: DiscoveredWallet) => void): () => void {
  const listen = (event: Event): void => {
    const detail = (event as CustomEvent<AnnounceDetail | undefined>).detail;
    if (detail?.info?.uuid === undefined || detail.provider === undefined) return;
    const { uuid, name, icon, rdns } = detail.info;
    onWallet({
      id: uuid,
      name: String(name).slice(0, 60),
      icon: String(icon).startsWith('data:image/') ? icon : '',
      rdns,
      provider: detail.provider,
    });
  };
  window.addEventListener('eip6963:announceProvider', listen);
  window.dispatchEvent(new Event('eip6963:requestProvider'));
  return () => window.removeEventListener('eip6963:announceProvider', listen);
}
