import { PERSON_CLAIM_NAMES } from '@postern/credential';

/** A text in the languages that every wallet of ours speaks. */
export type Text = { en: string; de: string; fr: string };
type ClaimName = (typeof PERSON_CLAIM_NAMES)[number];

const text = (en: string, de: string, fr: string): Text => ({ en, de, fr });

/** Names of credentials as wallets show them. */
export const CREDENTIAL_TEXTS = {
  identity: text('Identity check', 'Identitätsprüfung', "Vérification d'identité"),
  identityW3c: text('Identity check (W3C)', 'Identitätsprüfung (W3C)', "Vérification d'identité (W3C)"),
  identityW3c2: text('Identity check (W3C 2.0)', 'Identitätsprüfung (W3C 2.0)', "Vérification d'identité (W3C 2.0)"),
  seal: text('Seal for private proofs', 'Siegel für private Nachweise', 'Sceau pour preuves privées'),
  description: text(
    'What a bank established about a person (schema kyc-person/1).',
    'Was eine Bank über eine Person festgestellt hat (Schema kyc-person/1).',
    "Ce qu'une banque a établi au sujet d'une personne (schéma kyc-person/1).",
  ),
} as const;

const CLAIM_TEXTS: Readonly<Record<ClaimName, Text>> = {
  family_name: text('Family name', 'Familienname', 'Nom de famille'),
  given_name: text('Given name', 'Vorname', 'Prénom'),
  latin_name: text('Name in Latin letters', 'Name in lateinischer Schrift', 'Nom en caractères latins'),
  birthdate: text('Birth date', 'Geburtsdatum', 'Date de naissance'),
  nationalities: text('Nationalities', 'Staatsangehörigkeiten', 'Nationalités'),
  address: text('Address', 'Anschrift', 'Adresse'),
  tax_residence: text('Tax residence', 'Steuerlicher Wohnsitz', 'Résidence fiscale'),
  document: text('Identity document', 'Ausweisdokument', "Document d'identité"),
  assurance: text('Level of assurance', 'Vertrauensniveau', 'Niveau de garantie'),
  diligence: text('Due diligence', 'Sorgfaltspflichten', 'Niveau de vigilance'),
  checks: text('Checks passed', 'Bestandene Prüfungen', 'Contrôles réussis'),
  screened_at: text('Screened at', 'Zuletzt geprüft', 'Dernier contrôle'),
  issued_at: text('Issued at', 'Ausgestellt', 'Délivré le'),
};

/** Claims that a credential leaves out where there is nothing to say. */
const OPTIONAL_CLAIMS: ReadonlySet<ClaimName> = new Set(['latin_name', 'tax_residence', 'screened_at']);

/** Entries of an OpenID4VCI `display` array. */
export function describeNames(texts: Text): { name: string; locale: string }[] {
  return Object.entries(texts).map(([locale, name]) => ({ name, locale }));
}

/** Entries of `credential_metadata.claims`; `prefix` leads to the claims in this format. */
export function describeClaims(prefix: readonly string[]): { path: string[]; display: object[]; mandatory: boolean }[] {
  return PERSON_CLAIM_NAMES.map((name) => ({
    path: [...prefix, name],
    mandatory: !OPTIONAL_CLAIMS.has(name),
    display: describeNames(CLAIM_TEXTS[name]),
  }));
}

/** Entries of the type metadata's `claims` (draft-ietf-oauth-sd-jwt-vc §6). */
export function describeTypeClaims(): object[] {
  return PERSON_CLAIM_NAMES.map((name) => ({
    path: [name],
    sd: 'always',
    display: Object.entries(CLAIM_TEXTS[name]).map(([locale, label]) => ({ locale, label })),
  }));
}
