import { AGE_CLAIM_NAMES, PERSON_CLAIM_GROUPS, PERSON_CLAIM_NAMES } from '@postern/credential';

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
  age_over_12: describeAge(12),
  age_over_14: describeAge(14),
  age_over_16: describeAge(16),
  age_over_18: describeAge(18),
  age_over_21: describeAge(21),
  age_over_65: describeAge(65),
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

/** Names of the parts of a claim that is a group, where each can be shown alone. */
const PART_TEXTS: Readonly<Record<string, Text>> = {
  'address.street_address': text('Street and number', 'Straße und Hausnummer', 'Rue et numéro'),
  'address.locality': text('Town', 'Wohnort', 'Localité'),
  'address.postal_code': text('Postcode', 'Postleitzahl', 'Code postal'),
  'address.country': text('Country of residence', 'Wohnsitzland', 'Pays de résidence'),
  'address.region_code': text('Region of residence (code)', 'Wohnregion (Kennzahl)', 'Région de résidence (code)'),
  'document.type': text('Kind of identity document', 'Art des Ausweises', "Type de document d'identité"),
  'document.number': text('Document number', 'Ausweisnummer', 'Numéro du document'),
  'document.issuing_country': text('Document issued by', 'Ausweis ausgestellt von', 'Document délivré par'),
  'document.date_of_expiry': text('Document valid until', 'Ausweis gültig bis', "Document valable jusqu'au"),
};

/** Claims that a credential leaves out where there is nothing to say. */
const OPTIONAL_CLAIMS: ReadonlySet<ClaimName> = new Set([
  ...AGE_CLAIM_NAMES,
  'latin_name',
  'tax_residence',
  'screened_at',
]);

/** So for parts: of a person without a fixed address, and of a document that names no end. */
const OPTIONAL_PARTS: ReadonlySet<string> = new Set([
  'address.street_address',
  'address.locality',
  'address.postal_code',
  'document.date_of_expiry',
]);

/** Entries of an OpenID4VCI `display` array. */
export function describeNames(texts: Text): { name: string; locale: string }[] {
  return Object.entries(texts).map(([locale, name]) => ({ name, locale }));
}

/** Entries of `credential_metadata.claims`; `prefix` leads to the claims in this format. */
export function describeClaims(prefix: readonly string[]): { path: string[]; display: object[]; mandatory: boolean }[] {
  return listClaims().map(({ path, mandatory, texts }) => ({
    path: [...prefix, ...path],
    mandatory,
    display: describeNames(texts),
  }));
}

/** Entries of the type metadata's `claims` (draft-ietf-oauth-sd-jwt-vc §6). */
export function describeTypeClaims(): object[] {
  return listClaims().map(({ path, texts }) => ({
    path,
    sd: 'always',
    display: Object.entries(texts).map(([locale, label]) => ({ locale, label })),
  }));
}

/** Every claim that can be shown alone, a group before its parts. */
function listClaims(): { path: string[]; mandatory: boolean; texts: Text }[] {
  return PERSON_CLAIM_NAMES.flatMap((name) => {
    const mandatory = !OPTIONAL_CLAIMS.has(name);
    const parts = name === 'address' || name === 'document' ? PERSON_CLAIM_GROUPS[name] : [];
    return [
      { path: [name], mandatory, texts: CLAIM_TEXTS[name] },
      ...parts.map((part) => ({
        path: [name, part],
        mandatory: mandatory && !OPTIONAL_PARTS.has(`${name}.${part}`),
        texts: PART_TEXTS[`${name}.${part}`]!,
      })),
    ];
  });
}

function describeAge(years: number): Text {
  return text(`${years} or older`, `${years} Jahre oder älter`, `${years} ans ou plus`);
}
