const NAME = 'postern-wallet-here';
const YEAR_SECONDS = 31_536_000;

/** That there was a wallet in this browser, kept apart from it and saying nothing more. */
export type WalletMarker = { read: () => boolean; write: () => void; forget: () => void };

/**
 * Lies in a cookie and in local storage, which a browser that clears up need not empty together with IndexedDB. A lost
 * wallet can then be told from one that was never made.
 */
export function createWalletMarker(options: {
  document: () => { cookie: string };
  storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}): WalletMarker {
  const attempt = <Result>(use: () => Result): Result | undefined => {
    try {
      return use();
    } catch {
      return undefined;
    }
  };
  const setCookie = (value: string, maxAge: number) =>
    attempt(() => (options.document().cookie = `${NAME}=${value}; max-age=${maxAge}; path=/; samesite=strict`));
  return {
    read: () =>
      attempt(() => options.storage().getItem(NAME)) === '1' ||
      (attempt(() => options.document().cookie) ?? '').split('; ').includes(`${NAME}=1`),
    write: () => {
      setCookie('1', YEAR_SECONDS);
      attempt(() => options.storage().setItem(NAME, '1'));
    },
    forget: () => {
      setCookie('', 0);
      attempt(() => options.storage().removeItem(NAME));
    },
  };
}
