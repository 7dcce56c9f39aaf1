/** What happened, what it means, what to do. */
export type ErrorWords = {
  title: string;
  meaning?: string;
  /** What is certain of every error with this code; said after the meaning. */
  known?: keyof typeof certainties;
  remedy: string;
};

/** Said only of codes that are thrown at a point where it holds. */
const certainties = {
  /** Before an answer leaves the wallet. */
  unanswered: 'Your wallet has sent no answer.',
  /** Before a credential is stored, or with what was stored taken back. */
  unkept: 'No credential was kept.',
} as const;

const again = 'Try again in a moment.';
const askSite = 'Go back to the site and start again.';
const askBank = 'Ask the bank for a new offer.';

const unsafeRequest: ErrorWords = {
  title: 'This request is not safe to answer',
  meaning: 'It does not pass the checks of this wallet, so it may not be what it claims to be.',
  known: 'unanswered',
  remedy: 'Do not try again from the same link. Go to the site yourself and start there.',
};
const unsafeCredential: ErrorWords = {
  title: 'The bank sent something that does not check out',
  known: 'unkept',
  remedy: askBank,
};

const proverFailed: ErrorWords = {
  title: 'This device could not make the proof',
  meaning: 'Proving stopped before it was finished.',
  known: 'unanswered',
  remedy: 'Close other tabs and try again. If it stays, use another browser or device.',
};

const words: Readonly<Record<string, ErrorWords>> = {
  ERR_HTTP_UNREACHABLE: {
    title: 'The other side did not answer',
    meaning: 'You may be offline, or it is out of order. What was sent last may or may not have arrived.',
    remedy: again,
  },
  ERR_HTTP_NOT_JSON: {
    title: 'The other side gave an answer that cannot be read',
    meaning: 'What it made of what was sent is not known.',
    remedy: again,
  },
  ERR_HTTP_TOO_LARGE: {
    title: 'The other side sent far too much',
    meaning: 'It was not read to its end. What the other side made of what was sent is not known.',
    remedy: again,
  },
  ERR_URL_NOT_ALLOWED: {
    title: 'This link leads nowhere safe',
    meaning: 'Nothing was sent to that address.',
    remedy: 'Ask for a new link.',
  },
  ERR_OFFER_LINK: {
    title: 'This is not an offer of a bank',
    meaning: 'The link does not lead to a credential.',
    remedy: 'Copy the whole link that the bank gave you.',
  },
  ERR_APPLICATION_OFFER: {
    title: 'The bank gives no new offer now',
    meaning: 'Your application stays with the bank as it is.',
    remedy: askBank,
  },
  ERR_OFFER_GONE: { title: 'The offer is over', meaning: 'Offers last a short time and work once.', remedy: askBank },
  ERR_ISSUANCE_ENDED: {
    title: 'Nothing is on its way here any more',
    meaning: 'It was finished or stopped, perhaps in another tab.',
    remedy: 'Your wallet shows what you have now.',
  },
  ERR_OFFER_MALFORMED: { title: 'The offer cannot be read', known: 'unkept', remedy: askBank },
  ERR_OFFER_INCOMPLETE: { title: 'The offer lacks what this wallet needs', known: 'unkept', remedy: askBank },
  ERR_OFFER_GRANT: {
    title: 'This offer works another way',
    meaning: 'It can only be taken in a way that this wallet does not know.',
    known: 'unkept',
    remedy: 'Ask the issuer for another kind of offer.',
  },
  ERR_ISSUER_UNSUPPORTED: {
    title: 'The issuer wants something that this wallet does not have',
    known: 'unkept',
    remedy: 'Ask the issuer which wallets it takes.',
  },
  ERR_AUTHORIZATION_DENIED: {
    title: 'The sign-in did not go through',
    meaning: 'The issuer did not let you through, or you said no there.',
    known: 'unkept',
    remedy: 'Start again from the offer.',
  },
  ERR_AUTHORIZATION_STATE: {
    title: 'This way back does not belong here',
    meaning: 'No sign-in that this wallet started leads here, or it was finished already.',
    known: 'unkept',
    remedy: 'Start again from the offer.',
  },
  ERR_AUTHORIZATION_ISSUER: {
    title: 'Somebody else answered in place of the issuer',
    meaning: 'The sign-in came back from another place than it went to, so its code was not used.',
    known: 'unkept',
    remedy: 'Do not go on from the same page. Start again from the offer.',
  },
  ERR_TOKEN_EXPIRED: {
    title: 'The issuer has closed the door in the meantime',
    meaning: 'It took too long, or the access was withdrawn.',
    known: 'unkept',
    remedy: askBank,
  },
  ERR_ISSUER_METADATA: {
    title: 'The bank does not describe itself as it should',
    meaning: 'It may be somebody else in its place.',
    known: 'unkept',
    remedy: 'Ask the bank.',
  },
  ERR_TOKEN_REFUSED: {
    title: 'The bank does not honour this offer any more',
    meaning: 'It may have been used, withdrawn or run out.',
    known: 'unkept',
    remedy: askBank,
  },
  ERR_TX_CODE_LOCKED: {
    title: 'The offer is locked',
    meaning: 'The code was wrong too many times, so the bank closed the offer to protect you.',
    remedy: askBank,
  },
  ERR_CREDENTIAL_REFUSED: { title: 'The bank did not give the credential', known: 'unkept', remedy: askBank },
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
    meaning: 'The wallet checks it twice, by two independent programs, and keeps it only when both agree.',
    known: 'unkept',
    remedy: 'Tell the bank, with the code below. Trying again does not help.',
  },
  ERR_SEAL_ISSUER_UNKNOWN: {
    title: 'No gate would know this bank',
    meaning: 'Its key is not in the registry on chain.',
    known: 'unkept',
    remedy: 'Ask the bank whether it is registered.',
  },
  ERR_REQUEST_LINK: { title: 'This link asks for nothing', known: 'unanswered', remedy: askSite },
  ERR_REQUEST_GONE: {
    title: 'The request is over',
    meaning: 'Requests last a few minutes and are answered once.',
    known: 'unanswered',
    remedy: askSite,
  },
  ERR_REQUEST_EXPIRED: {
    title: 'The request is too old',
    meaning: 'Requests last a few minutes.',
    known: 'unanswered',
    remedy: askSite,
  },
  ERR_REQUEST_REPLAYED: {
    title: 'You answered this request already',
    meaning: 'One request, one answer. Nothing was sent again.',
    remedy: askSite,
  },
  ERR_REQUEST_CLIENT_PREFIX: {
    title: 'Nobody known asks here',
    meaning: 'The request does not say who asks in a way that can be checked.',
    known: 'unanswered',
    remedy: 'Only answer sites that you opened yourself.',
  },
  ERR_REQUEST_CLIENT_MISMATCH: unsafeRequest,
  ERR_REQUEST_SIGNATURE: unsafeRequest,
  ERR_REQUEST_AUTHORITY_UNKNOWN: {
    title: 'This wallet does not know who vouches for this site',
    meaning:
      'The request is signed, and an authority that this wallet does not know says by whom. It may be honest: the wallet cannot tell.',
    known: 'unanswered',
    remedy: 'Ask the site for another way, or whoever runs this wallet to know that authority.',
  },
  ERR_REQUEST_AUDIENCE: unsafeRequest,
  ERR_REQUEST_RESPONSE_URI: unsafeRequest,
  ERR_REQUEST_MALFORMED: unsafeRequest,
  ERR_REQUEST_WALLET_NONCE: unsafeRequest,
  ERR_REQUEST_TRANSACTION_DATA: {
    title: 'This site wants you to agree to something that cannot be shown',
    meaning: 'The wallet does not understand it, so it does not let you agree to it.',
    known: 'unanswered',
    remedy: 'Ask the site what it is.',
  },
  ERR_REQUEST_ENCRYPTION: {
    title: 'The answer could not be kept secret',
    meaning: 'The site wants it encrypted, but in a way that this wallet cannot.',
    known: 'unanswered',
    remedy: 'Tell the site about it.',
  },
  ERR_REQUEST_RESPONSE_MODE: {
    title: 'The answer would have to go another way',
    meaning: 'This wallet answers sites directly, and this one wants it otherwise.',
    known: 'unanswered',
    remedy: 'Tell the site about it.',
  },
  ERR_POLICY_HASH: {
    title: 'The rule cannot be shown truthfully',
    meaning: 'The published text of the rule is not the one that is enforced.',
    known: 'unanswered',
    remedy: 'Tell the site about it.',
  },
  ERR_REQUEST_FORMAT: {
    title: 'This site asks for something else',
    meaning: 'It wants a kind of credential that this wallet does not keep.',
    known: 'unanswered',
    remedy: 'Ask the site what else it takes.',
  },
  ERR_REQUEST_REGISTRY_UNKNOWN: {
    title: 'This gate is unknown to your wallet',
    meaning: 'It is on another chain or under another registry.',
    known: 'unanswered',
    remedy: 'Check that you are at the right site.',
  },
  ERR_POLICY_CLOSED: {
    title: 'This gate takes nobody new',
    known: 'unanswered',
    remedy: 'Ask the site which rule holds now.',
  },
  ERR_POLICY_CIRCUIT: {
    title: 'This gate wants a newer proof',
    known: 'unanswered',
    remedy: 'Reload the wallet to get its newest version.',
  },
  ERR_REGISTRY_ROOT: { title: 'The chain gave answers that do not fit together', known: 'unanswered', remedy: again },
  ERR_PROOF_MINUTE: {
    title: 'This gate takes one proof a minute from you',
    meaning: 'It had one just now, and the chain has not come to the next minute yet.',
    known: 'unanswered',
    remedy: again,
  },
  ERR_DURATION: {
    title: 'That duration is no longer possible',
    meaning: 'A day has passed since you opened this page.',
    known: 'unanswered',
    remedy: 'Check the request again and choose anew.',
  },
  ERR_RENEWAL_SHORTENS: {
    title: 'Your pass already lasts longer',
    meaning: "The account's pass ends later than what you chose, and a renewal never shortens a pass.",
    known: 'unanswered',
    remedy: 'Check the request again and choose a later end.',
  },
  ERR_ANSWER_REFUSED: {
    title: 'The site did not take the answer',
    meaning: 'It was made and sent, but it was not accepted.',
    remedy: askSite,
  },
  ERR_ANSWER_UNDECIDED: {
    title: 'The site could not check your answer',
    meaning: 'It said that it is busy or out of order. Whether it will still count your answer is not known.',
    remedy: again,
  },
  ERR_ANSWER_INCOMPLETE: { title: 'Something is still missing', known: 'unanswered', remedy: 'Choose again.' },
  ERR_ARTIFACT_UNAVAILABLE: {
    title: 'The proving files did not load',
    meaning: 'You may be offline, or the wallet is out of order.',
    known: 'unanswered',
    remedy: 'Check your connection and try again.',
  },
  ERR_ARTIFACT_HASH: {
    title: 'The proving files are not the right ones',
    meaning: 'They are not those that belong to this wallet, so they were not used.',
    known: 'unanswered',
    remedy: 'Reload the wallet. If it stays, tell whoever runs it.',
  },
  ERR_PROVING_FAULTY: {
    title: 'This device made a proof that is wrong',
    meaning: 'It was checked before it left the wallet, so it was not used.',
    known: 'unanswered',
    remedy: 'Try again. If it stays, use another browser or device.',
  },
  ERR_PROVING_ENGINE_FAILED: proverFailed,
  ERR_PROVER: proverFailed,
  ERR_VAULT_TAMPERED: {
    title: 'Something in the wallet is not as the wallet wrote it',
    meaning: 'It was changed from outside, or the store of this browser is damaged. It is not used.',
    remedy: 'Restore your backup, or ask the bank for your credential again.',
  },
  ERR_CHAIN_UNREACHABLE: {
    title: 'The chain did not answer',
    meaning: 'You may be offline, or the node that this wallet asks is out of order.',
    remedy: 'Check your connection and try again.',
  },
  ERR_WASM_MISSING: {
    title: 'This browser cannot make proofs',
    meaning: 'It has WebAssembly switched off: Lockdown Mode does that, and so do some views inside of other apps.',
    known: 'unanswered',
    remedy: 'Exclude this site from Lockdown Mode, or open the link in an ordinary browser or on another device.',
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
  ERR_DID_UNREACHABLE: {
    title: 'Who this is could not be checked',
    meaning: 'The address that would tell did not answer, so the wallet did not believe it.',
    remedy: again,
  },
};

const general: ErrorWords = {
  title: 'This did not work',
  meaning: 'The wallet does not know why, nor how far it came.',
  remedy: 'Try again. If it stays, pass the code below to whoever runs the other side.',
};

/** What an error says to the person, with its stable code. */
export type SpokenError = Pick<ErrorWords, 'title' | 'known' | 'remedy'> & { meaning: string; code: string };

/** Words for an error by its stable code; `others` where it means something else at this place. */
export function wordsOf(error: unknown, others: Readonly<Record<string, ErrorWords>> = {}): SpokenError {
  const given = (error as { code?: unknown } | undefined)?.code;
  const code = typeof given === 'string' ? given : 'ERR_UNKNOWN';
  const found = others[code] ?? words[code] ?? general;
  const certainty = found.known === undefined ? undefined : certainties[found.known];
  return { ...found, meaning: [found.meaning, certainty].filter((part) => part !== undefined).join(' '), code };
}
