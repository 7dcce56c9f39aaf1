import type { PageLanguage } from './page-texts.ts';

/** Words of the pages on which a holder answers a move to another wallet. `{}` is the bank's name. */
export type RebindingTexts = {
  opening: string;
  needsScript: string;
  incomplete: string;
  title: string;
  lead: string;
  askedAt: string;
  endsAt: string;
  confirm: string;
  confirmHint: string;
  object: string;
  objectHint: string;
  walletTitle: string;
  walletLead: string;
  openWallet: string;
  openOther: string;
  check: string;
  held: string;
  heldText: string;
  done: string;
  doneText: string;
  cancelled: string;
  cancelledText: string;
  unknown: string;
  unknownText: string;
};

const en: RebindingTexts = {
  opening: 'One moment …',
  needsScript: 'This page needs JavaScript, so that the secret part of your link is not written into any log.',
  incomplete: 'The link is not complete. Open it again from the e-mail.',
  title: 'Did you ask for this?',
  lead: 'A wallet that {} does not know is to receive your proof of identity. The proof in your present wallet is suspended.',
  askedAt: 'Asked for',
  endsAt: 'Ends in your present wallet',
  confirm: 'Yes, confirm with my present wallet',
  confirmHint:
    'The proof in your present wallet then ends at once, and the other wallet receives one. Without an answer that happens at the time above.',
  object: 'No, this was not me',
  objectHint: 'Nothing ends then until the staff of {} have looked into it.',
  walletTitle: 'Confirm with your wallet',
  walletLead:
    'Your present wallet will show that {} asks for your proof of identity. When you agree there, that proof ends and the other wallet receives one. The request is good for ten minutes.',
  openWallet: 'Open my wallet',
  openOther: 'Open another wallet app',
  check: 'See whether it is done',
  held: 'Stopped',
  heldText:
    'Nothing ends by time any more. The staff of {} look into it and decide. Until then the proof in your present wallet stays suspended.',
  done: 'It has moved',
  doneText:
    'The proof in your former wallet has ended, and the other wallet may fetch a new one. If this was not you, call {}.',
  cancelled: 'Nothing has moved',
  cancelledText: 'The proof stays in your present wallet, and the other wallet receives none.',
  unknown: 'This link opens nothing',
  unknownText: 'Open the newest e-mail of {} and follow its link as a whole.',
};

const de: RebindingTexts = {
  opening: 'Einen Moment …',
  needsScript: 'Diese Seite braucht JavaScript, damit der geheime Teil Ihres Links in kein Protokoll geschrieben wird.',
  incomplete: 'Der Link ist nicht vollständig. Öffnen Sie ihn noch einmal aus der E-Mail.',
  title: 'Waren Sie das?',
  lead: 'Eine Wallet, die {} nicht kennt, soll Ihren Identitätsnachweis erhalten. Der Nachweis in Ihrer jetzigen Wallet ist ausgesetzt.',
  askedAt: 'Angefragt',
  endsAt: 'Endet in Ihrer jetzigen Wallet',
  confirm: 'Ja, mit meiner jetzigen Wallet bestätigen',
  confirmHint:
    'Der Nachweis in Ihrer jetzigen Wallet endet dann sofort, und die andere Wallet erhält einen. Ohne Antwort geschieht das zur oben genannten Zeit.',
  object: 'Nein, das war ich nicht',
  objectHint: 'Dann endet nichts, bis das Personal von {} es geprüft hat.',
  walletTitle: 'Mit Ihrer Wallet bestätigen',
  walletLead:
    'Ihre jetzige Wallet zeigt, dass {} nach Ihrem Identitätsnachweis fragt. Wenn Sie dort zustimmen, endet dieser Nachweis, und die andere Wallet erhält einen. Die Anfrage gilt zehn Minuten.',
  openWallet: 'Meine Wallet öffnen',
  openOther: 'Eine andere Wallet-App öffnen',
  check: 'Nachsehen, ob es erledigt ist',
  held: 'Angehalten',
  heldText:
    'Durch Zeitablauf endet nichts mehr. Das Personal von {} prüft und entscheidet. Bis dahin bleibt der Nachweis in Ihrer jetzigen Wallet ausgesetzt.',
  done: 'Der Umzug ist erledigt',
  doneText:
    'Der Nachweis in Ihrer früheren Wallet ist beendet, und die andere Wallet kann einen neuen abholen. Wenn Sie das nicht waren, rufen Sie {} an.',
  cancelled: 'Nichts ist umgezogen',
  cancelledText: 'Der Nachweis bleibt in Ihrer jetzigen Wallet, die andere Wallet erhält keinen.',
  unknown: 'Dieser Link öffnet nichts',
  unknownText: 'Öffnen Sie die neueste E-Mail von {} und folgen Sie dem ganzen Link.',
};

const fr: RebindingTexts = {
  opening: 'Un instant …',
  needsScript:
    'Cette page a besoin de JavaScript, afin que la partie secrète de votre lien ne soit inscrite dans aucun journal.',
  incomplete: 'Le lien n’est pas complet. Ouvrez-le à nouveau depuis l’e-mail.',
  title: 'Était-ce vous ?',
  lead: 'Un portefeuille que {} ne connaît pas doit recevoir votre preuve d’identité. Celle de votre portefeuille actuel est suspendue.',
  askedAt: 'Demandé le',
  endsAt: 'Prend fin dans votre portefeuille actuel',
  confirm: 'Oui, confirmer avec mon portefeuille actuel',
  confirmHint:
    'La preuve de votre portefeuille actuel prend alors fin aussitôt, et l’autre portefeuille en reçoit une. Sans réponse, cela se fait au moment indiqué ci-dessus.',
  object: 'Non, ce n’était pas moi',
  objectHint: 'Rien ne prend fin alors avant que le personnel de {} ait examiné la demande.',
  walletTitle: 'Confirmer avec votre portefeuille',
  walletLead:
    'Votre portefeuille actuel montrera que {} demande votre preuve d’identité. Si vous y acceptez, cette preuve prend fin et l’autre portefeuille en reçoit une. La demande est valable dix minutes.',
  openWallet: 'Ouvrir mon portefeuille',
  openOther: 'Ouvrir une autre application',
  check: 'Voir si c’est fait',
  held: 'Arrêté',
  heldText:
    'Plus rien ne prend fin avec le temps. Le personnel de {} examine et décide. D’ici là, la preuve de votre portefeuille actuel reste suspendue.',
  done: 'Le transfert est fait',
  doneText:
    'La preuve de votre ancien portefeuille a pris fin, et l’autre portefeuille peut en chercher une nouvelle. Si ce n’était pas vous, appelez {}.',
  cancelled: 'Rien n’a été transféré',
  cancelledText: 'La preuve reste dans votre portefeuille actuel, et l’autre n’en reçoit aucune.',
  unknown: 'Ce lien n’ouvre rien',
  unknownText: 'Ouvrez le dernier e-mail de {} et suivez-en le lien entier.',
};

const TEXTS: Readonly<Record<PageLanguage, RebindingTexts>> = { en, de, fr };

/** The words with the bank's name, which the caller has made safe for where it puts them. */
export function rebindingTexts(options: { language: PageLanguage; bankName: string }): RebindingTexts {
  const entries = Object.entries(TEXTS[options.language]);
  return Object.fromEntries(
    entries.map(([name, text]) => [name, text.replaceAll('{}', () => options.bankName)]),
  ) as RebindingTexts;
}
