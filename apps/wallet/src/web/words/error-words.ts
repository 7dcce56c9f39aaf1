/** What happened, what it means, what to do. */
export type ErrorWords = { title: string; meaning: string; remedy: string };

const again = 'Try again in a moment.';
const askSite = 'Go back to the site and start again.';
const askBank = 'Ask the bank for a new offer.';
const nothing = 'Nothing was sent and nothing was changed.';
const notKept = 'Nothing was kept in your wallet.';

const unsafeRequest: ErrorWords = {
  title: 'This request is not safe to answer',
  meaning: `It is not what it claims to be. ${nothing}`,
  remedy: 'Do not try again from the same link. Go to the site yourself and start there.',
};
const unsafeCredential: ErrorWords = {
  title: 'The bank sent something that does not check out',
  meaning: notKept,
  remedy: askBank,
};

const proverFailed: ErrorWords = {
  title: 'This device could not make the proof',
  meaning: `Proving stopped before it was finished. ${nothing}`,
  remedy: 'Close other tabs and try again. If it stays, use another browser or device.',
};

const words: Readonly<Record<string, ErrorWords>> = {
  ERR_HTTP_UNREACHABLE: { title: 'The other side did not answer', meaning: nothing, remedy: again },
  ERR_HTTP_NOT_JSON: { title: 'The other side gave an answer that cannot be read', meaning: nothing, remedy: again },
  ERR_HTTP_TOO_LARGE: { title: 'The other side sent far too much', meaning: nothing, remedy: again },
  ERR_URL_NOT_ALLOWED: { title: 'This link leads nowhere safe', meaning: nothing, remedy: 'Ask for a new link.' },
  ERR_OFFER_LINK: {
    title: 'This is not an offer of a bank',
    meaning: 'The link does not lead to a credential.',
    remedy: 'Copy the whole link that the bank gave you.',
  },
  ERR_APPLICATION_OFFER: { title: 'The bank gives no new offer now', meaning: nothing, remedy: askBank },
  ERR_OFFER_GONE: { title: 'The offer is over', meaning: 'Offers last a short time and work once.', remedy: askBank },
  ERR_ISSUANCE_ENDED: {
    title: 'This is finished already',
    meaning: 'It went on in another tab, and came to its end there.',
    remedy: 'Your wallet shows what you have now.',
  },
  ERR_OFFER_MALFORMED: { title: 'The offer cannot be read', meaning: notKept, remedy: askBank },
  ERR_OFFER_INCOMPLETE: { title: 'The offer lacks what this wallet needs', meaning: notKept, remedy: askBank },
  ERR_OFFER_GRANT: {
    title: 'This offer works another way',
    meaning: `It can only be taken in a way that this wallet does not know. ${notKept}`,
    remedy: 'Ask the issuer for another kind of offer.',
  },
  ERR_ISSUER_UNSUPPORTED: {
    title: 'The issuer wants something that this wallet does not have',
    meaning: notKept,
    remedy: 'Ask the issuer which wallets it takes.',
  },
  ERR_AUTHORIZATION_DENIED: {
    title: 'The sign-in did not go through',
    meaning: `The issuer did not let you through, or you said no there. ${notKept}`,
    remedy: 'Start again from the offer.',
  },
  ERR_AUTHORIZATION_STATE: {
    title: 'This way back does not belong here',
    meaning: `No sign-in that this wallet started leads here, or it was finished already. ${notKept}`,
    remedy: 'Start again from the offer.',
  },
  ERR_AUTHORIZATION_ISSUER: {
    title: 'Somebody else answered in place of the issuer',
    meaning: `The sign-in came back from another place than it went to, so its code was not used. ${notKept}`,
    remedy: 'Do not go on from the same page. Start again from the offer.',
  },
  ERR_TOKEN_EXPIRED: {
    title: 'The issuer has closed the door in the meantime',
    meaning: `It took too long, or the access was withdrawn. ${notKept}`,
    remedy: askBank,
  },
  ERR_ISSUER_METADATA: {
    title: 'The bank does not describe itself as it should',
    meaning: `It may be somebody else in its place. ${notKept}`,
    remedy: 'Ask the bank.',
  },
  ERR_TOKEN_REFUSED: {
    title: 'The bank does not honour this offer any more',
    meaning: `It may have been used, withdrawn or run out. ${notKept}`,
    remedy: askBank,
  },
  ERR_TX_CODE_LOCKED: {
    title: 'The offer is locked',
    meaning: 'The code was wrong too many times, so the bank closed the offer to protect you.',
    remedy: askBank,
  },
  ERR_CREDENTIAL_REFUSED: { title: 'The bank did not give the credential', meaning: notKept, remedy: askBank },
  ERR_SEAL_FORGED: unsafeCredential,
  ERR_SEAL_MALFORMED: unsafeCredential,
  ERR_CLAIMS_DIFFER_FROM_SEAL: unsafeCredential,
  ERR_CREDENTIAL_ISSUER: unsafeCredential,
  ERR_CREDENTIAL_KEY: unsafeCredential,
  ERR_CREDENTIAL_TYPE: unsafeCredential,
  ERR_CREDENTIAL_COPIES: unsafeCredential,
  ERR_CREDENTIAL_INCOMPLETE: unsafeCredential,
  ERR_CREDENTIAL_SECOND_OPINION: {
    title: 'Two checks of this credential do not agree',
    meaning: `The wallet checks it twice, by two independent programs, and keeps it only when both agree. ${notKept}`,
    remedy: 'Tell the bank, with the code below. Trying again does not help.',
  },
  ERR_SEAL_ISSUER_UNKNOWN: {
    title: 'No gate would know this bank',
    meaning: `Its key is not in the registry on chain. ${notKept}`,
    remedy: 'Ask the bank whether it is registered.',
  },
  ERR_REQUEST_LINK: { title: 'This link asks for nothing', meaning: nothing, remedy: askSite },
  ERR_REQUEST_GONE: {
    title: 'The request is over',
    meaning: `Requests last a few minutes and are answered once. ${nothing}`,
    remedy: askSite,
  },
  ERR_REQUEST_EXPIRED: {
    title: 'The request is too old',
    meaning: `Requests last a few minutes. ${nothing}`,
    remedy: askSite,
  },
  ERR_REQUEST_REPLAYED: {
    title: 'You answered this request already',
    meaning: 'One request, one answer. Nothing was sent again.',
    remedy: askSite,
  },
  ERR_REQUEST_CLIENT_PREFIX: {
    title: 'Nobody known asks here',
    meaning: `The request does not say who asks in a way that can be checked. ${nothing}`,
    remedy: 'Only answer sites that you opened yourself.',
  },
  ERR_REQUEST_CLIENT_MISMATCH: unsafeRequest,
  ERR_REQUEST_SIGNATURE: unsafeRequest,
  ERR_REQUEST_AUDIENCE: unsafeRequest,
  ERR_REQUEST_RESPONSE_URI: unsafeRequest,
  ERR_REQUEST_MALFORMED: unsafeRequest,
  ERR_REQUEST_WALLET_NONCE: unsafeRequest,
  ERR_REQUEST_TRANSACTION_DATA: {
    title: 'This site wants you to agree to something that cannot be shown',
    meaning: `The wallet does not understand it, so it does not let you agree to it. ${nothing}`,
    remedy: 'Ask the site what it is.',
  },
  ERR_REQUEST_ENCRYPTION: {
    title: 'The answer could not be kept secret',
    meaning: `The site wants it encrypted, but in a way that this wallet cannot. ${nothing}`,
    remedy: 'Tell the site about it.',
  },
  ERR_REQUEST_RESPONSE_MODE: {
    title: 'The answer would have to go another way',
    meaning: `This wallet answers sites directly, and this one wants it otherwise. ${nothing}`,
    remedy: 'Tell the site about it.',
  },
  ERR_POLICY_HASH: {
    title: 'The rule cannot be shown truthfully',
    meaning: `The published text of the rule is not the one that is enforced. ${nothing}`,
    remedy: 'Tell the site about it.',
  },
  ERR_REQUEST_FORMAT: {
    title: 'This site asks for something else',
    meaning: `It wants a kind of credential that this wallet does not keep. ${nothing}`,
    remedy: 'Ask the site what else it takes.',
  },
  ERR_REQUEST_REGISTRY_UNKNOWN: {
    title: 'This gate is unknown to your wallet',
    meaning: `It is on another chain or under another registry. ${nothing}`,
    remedy: 'Check that you are at the right site.',
  },
  ERR_POLICY_CLOSED: {
    title: 'This gate takes nobody new',
    meaning: nothing,
    remedy: 'Ask the site which rule holds now.',
  },
  ERR_POLICY_CIRCUIT: {
    title: 'This gate wants a newer proof',
    meaning: nothing,
    remedy: 'Reload the wallet to get its newest version.',
  },
  ERR_REGISTRY_ROOT: { title: 'The chain gave answers that do not fit together', meaning: nothing, remedy: again },
  ERR_PROOF_MINUTE: {
    title: 'This gate takes one proof a minute from you',
    meaning: `It had one just now, and the chain has not come to the next minute yet. ${nothing}`,
    remedy: again,
  },
  ERR_DURATION: {
    title: 'That duration is no longer possible',
    meaning: `A day has passed since you opened this page. ${nothing}`,
    remedy: 'Check the request again and choose anew.',
  },
  ERR_RENEWAL_SHORTENS: {
    title: 'Your pass already lasts longer',
    meaning: `The account's pass ends later than what you chose, and a renewal never shortens a pass. ${nothing}`,
    remedy: 'Check the request again and choose a later end.',
  },
  ERR_ANSWER_REFUSED: {
    title: 'The site did not take the answer',
    meaning: 'It was made and sent, but it was not accepted.',
    remedy: askSite,
  },
  ERR_ANSWER_UNDECIDED: {
    title: 'The site could not check your answer',
    meaning: 'It is busy or out of order. Nothing was decided, and your answer counts nowhere yet.',
    remedy: again,
  },
  ERR_ANSWER_INCOMPLETE: { title: 'Something is still missing', meaning: nothing, remedy: 'Choose again.' },
  ERR_ARTIFACT_UNAVAILABLE: { title: 'The proving files did not load', meaning: nothing, remedy: again },
  ERR_ARTIFACT_HASH: {
    title: 'The proving files are not the right ones',
    meaning: `They were changed on the way, so they were not used. ${nothing}`,
    remedy: 'Reload the wallet. If it stays, tell whoever runs it.',
  },
  ERR_PROVING_FAULTY: {
    title: 'This device made a proof that is wrong',
    meaning: `It was checked before it left the wallet, so it was not used. ${nothing}`,
    remedy: 'Try again. If it stays, use another browser or device.',
  },
  ERR_PROVING_ENGINE_FAILED: proverFailed,
  ERR_PROVER: proverFailed,
  ERR_VAULT_TAMPERED: {
    title: 'Something in the wallet was changed from outside',
    meaning: 'What is stored is not what the wallet wrote, so it is not used.',
    remedy: 'Restore your backup, or ask the bank for your credential again.',
  },
  ERR_STORAGE_FULL: {
    title: 'The storage of this device is full',
    meaning: 'This browser takes nothing more in for the wallet.',
    remedy: 'Make room on the device, or clear the data of other sites in this browser.',
  },
  ERR_STORAGE_CLOSED: {
    title: 'This browser has closed the store of the wallet',
    meaning: 'The wallet cannot read and write there now.',
    remedy: 'Reload this page. If that does not help, restart the browser.',
  },
  ERR_STORAGE_FAILED: {
    title: 'The store of the wallet does not work',
    meaning: 'This browser cannot read or write there.',
    remedy: 'Restart the browser. Private browsing may be why: use an ordinary window.',
  },
  ERR_STORAGE_GONE: {
    title: 'The wallet was cleared out of this browser',
    meaning: 'The browser, or somebody who uses it, has removed its data while it was open.',
    remedy: 'Save a backup in the settings while this tab is open, or reload this page and restore an older one.',
  },
  ERR_DID_UNREACHABLE: { title: 'Who asks could not be checked', meaning: nothing, remedy: again },
};

const general: ErrorWords = {
  title: 'This did not work',
  meaning: nothing,
  remedy: 'Try again. If it stays, pass the code below to whoever runs the other side.',
};

/** Words for an error by its stable code. */
export function wordsOf(error: unknown): ErrorWords & { code: string } {
  const code = (error as { code?: unknown } | undefined)?.code;
  const known = typeof code === 'string' ? code : 'ERR_UNKNOWN';
  return { ...(words[known] ?? general), code: known };
}
