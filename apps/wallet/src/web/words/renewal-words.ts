import type { ErrorWords } from './error-words.ts';

const kept = 'The card in your wallet stays as it is.';

/** What went wrong, where a credential was to be renewed: the one in the wallet is still there. */
export const renewalWords: Readonly<Record<string, ErrorWords>> = {
  ERR_HTTP_UNREACHABLE: {
    title: 'The bank cannot be reached',
    meaning: `You may be offline, or the bank is. ${kept}`,
    remedy: 'Check your connection and try again.',
  },
  ERR_ISSUER_METADATA: {
    title: 'The bank does not describe itself as it should',
    meaning: `It may be out of order, or somebody else may be in its place. ${kept}`,
    remedy: 'Try again later. If it stays, ask the bank.',
  },
  ERR_TOKEN_EXPIRED: {
    title: 'The bank does not renew it by itself any more',
    meaning: `Your permission to renew has run out, or the bank has taken it back. ${kept}`,
    remedy: 'Sign in at the bank, or ask it for a new offer.',
  },
  ERR_CREDENTIAL_REFUSED: {
    title: 'The bank did not renew it',
    meaning: `It gave no new credential. ${kept}`,
    remedy: 'Ask the bank why.',
  },
  ERR_ISSUER_UNSUPPORTED: {
    title: 'This bank takes no sign-in from a wallet',
    meaning: kept,
    remedy: 'Ask the bank for a new offer.',
  },
  ERR_AUTHORIZATION_DENIED: {
    title: 'The bank did not let you sign in',
    meaning: kept,
    remedy: 'Ask the bank for a new offer.',
  },
};
