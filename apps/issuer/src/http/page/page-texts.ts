/** Words of the authorization page. `{}` is filled in. */
export type PageTexts = {
  title: string;
  lead: string;
  receiver: string;
  receiverHint: string;
  collectionCode: string;
  collectionHint: string;
  transactionCode: string;
  transactionHint: string;
  agree: string;
  refuse: string;
  wrong: string;
  attempts: string;
  gone: string;
  goneHint: string;
};

const en: PageTexts = {
  title: 'Send your credential to a wallet',
  lead: 'A wallet asks for what {} establishes about you. Confirm that it may fetch it.',
  receiver: 'It goes to',
  receiverHint: 'Continue only if you started this in that wallet a moment ago.',
  collectionCode: 'Collection code',
  collectionHint: 'Eight letters and digits that the bank sent with your offer.',
  transactionCode: 'Transaction code',
  transactionHint: "Six digits, on your application's page.",
  agree: 'Send to my wallet',
  refuse: 'Do not send',
  wrong: 'These codes do not fit together, or the offer is no longer open.',
  attempts: 'Tries left: {}',
  gone: 'This page is used up',
  goneHint: 'It can be opened once and for ten minutes. Start again in your wallet.',
};

const de: PageTexts = {
  title: 'Nachweis an eine Wallet senden',
  lead: 'Eine Wallet bittet um das, was {} über Sie feststellt. Bestätigen Sie, dass sie es abholen darf.',
  receiver: 'Empfänger',
  receiverHint: 'Fahren Sie nur fort, wenn Sie dies gerade selbst in dieser Wallet begonnen haben.',
  collectionCode: 'Abholcode',
  collectionHint: 'Acht Zeichen, die die Bank mit dem Angebot geschickt hat.',
  transactionCode: 'Transaktionscode',
  transactionHint: 'Sechs Ziffern, auf der Seite Ihres Antrags.',
  agree: 'An meine Wallet senden',
  refuse: 'Nicht senden',
  wrong: 'Die Codes passen nicht zusammen, oder das Angebot ist nicht mehr offen.',
  attempts: 'Verbleibende Versuche: {}',
  gone: 'Diese Seite ist verbraucht',
  goneHint: 'Sie gilt einmal und zehn Minuten lang. Beginnen Sie in Ihrer Wallet von vorn.',
};

const fr: PageTexts = {
  title: 'Envoyer votre attestation à un portefeuille',
  lead: 'Un portefeuille demande ce que {} établit à votre sujet. Confirmez qu’il peut le recevoir.',
  receiver: 'Destinataire',
  receiverHint: 'Ne continuez que si vous venez de commencer dans ce portefeuille.',
  collectionCode: 'Code de retrait',
  collectionHint: 'Huit caractères que la banque a envoyés avec votre offre.',
  transactionCode: 'Code de transaction',
  transactionHint: 'Six chiffres, sur la page de votre demande.',
  agree: 'Envoyer à mon portefeuille',
  refuse: 'Ne pas envoyer',
  wrong: 'Ces codes ne vont pas ensemble, ou l’offre n’est plus ouverte.',
  attempts: 'Essais restants : {}',
  gone: 'Cette page a déjà servi',
  goneHint: 'Elle sert une fois, pendant dix minutes. Recommencez dans votre portefeuille.',
};

const TEXTS = { en, de, fr } as const;
export type PageLanguage = keyof typeof TEXTS;

/** The first of the reader's languages that we speak (RFC 9110 §12.5.4), English otherwise. */
export function chooseLanguage(accepted: readonly string[]): PageLanguage {
  for (const tag of accepted) {
    const language = tag.slice(0, 2).toLowerCase();
    if (Object.hasOwn(TEXTS, language)) return language as PageLanguage;
  }
  return 'en';
}

export function pageTexts(language: PageLanguage): PageTexts {
  return TEXTS[language];
}
