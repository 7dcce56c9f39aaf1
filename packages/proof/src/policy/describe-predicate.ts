import {
  ASSURANCE_LEVEL,
  COUNTRY_CODES,
  DILIGENCE_LEVEL,
  ENTITY_FLAG_BIT,
  FLAG_BIT,
  KYC_ENTITY_SCHEMA,
  KYC_PERSON_SCHEMA,
  nationalityCode,
  nationalityName,
  PERSON_SLOT,
} from '@postern/credential';

import { UNKNOWN_CODES } from './compile-country-sets.ts';
import {
  EVERY_ISSUER,
  listIssuers,
  RANGE_MAX,
  RANGE_OFFSET,
  type RangePredicate,
  type SetPredicate,
} from './compiled-policy.ts';
import { describeSeconds } from './duration.ts';

export type DescribeOptions = {
  schemaId: bigint;
  /** BCP 47 language of country names; sentences are English. */
  locale: string;
  /** Names of issuers by id, from the trust registry. */
  issuerNames: Readonly<Record<number, string>>;
};

const ATTRIBUTE_PHRASE: Readonly<Record<string, string>> = {
  birthDate: 'birth date',
  nationality2: 'second nationality',
  residenceSubdivision: 'state or region of residence',
  assurance: 'identity assurance',
  diligence: 'due diligence',
  screenedAt: 'last sanctions screening',
  issuedAt: 'credential',
  documentType: 'kind of document',
  documentExpiry: 'document expiry',
  taxResidence: 'tax residence',
  reboundAt: 'last wallet recovery',
  incorporationDate: 'date of incorporation',
  headquartersCountry: 'headquarters country',
  placeOfBusiness: 'place of business',
  placeOfBusinessSubdivision: 'state or region of business',
  legalForm: 'legal form',
  registrationExpiry: 'registration expiry',
};

const FLAG_PHRASE: Readonly<Record<keyof typeof FLAG_BIT, readonly [required: string, forbidden: string]>> = {
  sanctions_clear: ['You are clear of sanctions lists.', 'You are not marked as clear of sanctions lists.'],
  not_pep: ['You are not a politically exposed person.', 'You are not marked as free of political exposure.'],
  adverse_media_checked: ['Adverse media about you were checked.', 'Adverse media were not checked.'],
  address_verified: ['Your address was verified.', 'Your address was not verified.'],
  source_of_funds_verified: ['The source of your funds was verified.', 'The source of your funds was not verified.'],
  face_matched: ['Your face was matched with your document.', 'Your face was not matched with your document.'],
  active_liveness: ['You passed an active liveness check.', 'You did not pass an active liveness check.'],
  accredited: [
    'You are an accredited or professional investor.',
    'You are not an accredited or professional investor.',
  ],
  in_person: ['You were identified in person.', 'You were not identified in person.'],
  chip_read: ['The chip of your document was read.', 'The chip of your document was not read.'],
  device_bound_key: ['Your credential is bound to a device key.', 'Your credential is not bound to a device key.'],
  represents_entity: ['You represent a legal entity.', 'You do not represent a legal entity.'],
  test_data: ['Your credential is test data.', 'Your credential is not test data.'],
  birth_date_partial: ['Your birth date is partly unknown.', 'Your birth date is fully known.'],
};

const ENTITY_FLAG_PHRASE: Readonly<
  Record<keyof typeof ENTITY_FLAG_BIT, readonly [required: string, forbidden: string]>
> = {
  sanctions_clear: ['The entity is clear of sanctions lists.', 'The entity is not marked as clear of sanctions lists.'],
  owners_sanctions_clear: [
    'No sanctioned person owns half of the entity or more.',
    'The owners are not marked as clear of sanctions lists.',
  ],
  adverse_media_checked: ['Adverse media about the entity were checked.', 'Adverse media were not checked.'],
  address_verified: ['The address of the entity was verified.', 'The address of the entity was not verified.'],
  source_of_funds_verified: ['The source of its funds was verified.', 'The source of its funds was not verified.'],
  beneficial_owners_verified: ['Its beneficial owners were verified.', 'Its beneficial owners were not verified.'],
  good_standing: ['The entity is in good standing.', 'The entity is not marked as in good standing.'],
  professional: ['The entity is a professional investor.', 'The entity is not a professional investor.'],
  regulated: ['The entity is a regulated institution.', 'The entity is not a regulated institution.'],
  listed: ['The entity is listed on an exchange.', 'The entity is not listed on an exchange.'],
  lei_verified: ['Its legal entity identifier was verified.', 'Its legal entity identifier was not verified.'],
  test_data: ['Your credential is test data.', 'Your credential is not test data.'],
  incorporation_date_partial: [
    'The date of incorporation is partly unknown.',
    'The date of incorporation is fully known.',
  ],
};

/** One sentence for a range, from its values alone. */
export function describeRange(range: RangePredicate, options: DescribeOptions): string {
  const { slot, mode, lo, hi } = range;
  const name = attributeName(slot, options);
  if (mode === 'age' && slot === PERSON_SLOT.birthDate && isWholeYears(lo, hi)) {
    return describeAge(range, options.schemaId === KYC_ENTITY_SCHEMA.schemaId);
  }
  if (mode === 'age' && slot === PERSON_SLOT.documentExpiry && lo === 0n && hi === RANGE_OFFSET) {
    return `Your ${options.schemaId === KYC_ENTITY_SCHEMA.schemaId ? 'registration' : 'document'} has not expired today.`;
  }
  if (mode === 'since' && hi < RANGE_MAX && lo <= RANGE_OFFSET) {
    const what = slot === PERSON_SLOT.issuedAt ? 'Your credential was issued' : `Your ${name} was`;
    return `${what} at most ${describeSeconds(hi - RANGE_OFFSET)} ago.`;
  }
  if (mode === 'since' && hi === RANGE_MAX && lo > RANGE_OFFSET) {
    return `Your ${name}, if any, was at least ${describeSeconds(lo - RANGE_OFFSET)} ago.`;
  }
  const level = mode === 'absolute' && hi >= 3n ? levelName(slot, lo) : undefined;
  if (level !== undefined) return `Your ${name} is at least ${level}.`;
  const measured = { absolute: '', age: ' (2^40 + today − date)', since: ' (2^40 + now − time)' }[mode];
  return `Your ${name}${measured} lies between ${lo} and ${hi}.`;
}

/** Attributes that a credential may leave open: whoever refuses countries refuses that too. */
const MAY_BE_UNSTATED: ReadonlySet<string> = new Set(['nationality', 'tax residence']);

/** One sentence for a country list. */
export function describeSet(set: SetPredicate, options: DescribeOptions): string {
  const [first, second] = set.slots;
  const subject =
    first === second
      ? attributeName(first, options)
      : `${attributeName(first, options)} or ${attributeName(second, options)}`;
  const codes = [...new Set(set.codes)].filter((code) => set.mode === 'in' || !UNKNOWN_CODES.includes(code));
  const names = codes.map((code) => {
    const country = nationalityCode(code);
    return country === undefined ? `code ${code}` : nationalityName(country, options.locale);
  });
  const list = names.toSorted((left, right) => left.localeCompare(right, options.locale)).join(', ');
  const isOfCountries = codes.every((code) => COUNTRY_CODES.includes(nationalityCode(code) ?? ''));
  const noun = !isOfCountries ? '' : names.length === 1 ? ' country' : ' countries';
  const number = `${names.length}${noun}`;
  if (set.mode === 'in') return `Your ${subject} is one of ${number}: ${list}.`;
  const stated = MAY_BE_UNSTATED.has(attributeName(first, options)) ? 'stated, and ' : '';
  return `Your ${subject} is ${stated}none of ${number}: ${list}.`;
}

/** One sentence for each flag that the policy asks for. */
export function describeFlags(required: bigint, forbidden: bigint, options: DescribeOptions): string[] {
  const isEntity = options.schemaId === KYC_ENTITY_SCHEMA.schemaId;
  const table: Readonly<Record<string, number>> = isEntity ? ENTITY_FLAG_BIT : FLAG_BIT;
  const words: Readonly<Record<string, readonly [string, string]>> = isEntity ? ENTITY_FLAG_PHRASE : FLAG_PHRASE;
  return Array.from({ length: 32 }, (_, bit) => bit).flatMap((bit) => {
    const phrases = words[Object.keys(table).find((name) => table[name] === bit) ?? ''];
    const isSet = (mask: bigint) => ((mask >> BigInt(bit)) & 1n) === 1n;
    const [requiredText, forbiddenText] = phrases ?? [`Flag ${bit} is set.`, `Flag ${bit} is not set.`];
    return [...(isSet(required) ? [requiredText] : []), ...(isSet(forbidden) ? [forbiddenText] : [])];
  });
}

/** One sentence for the accepted issuers. */
export function describeIssuers(issuerMask: bigint, options: DescribeOptions): string {
  if (issuerMask === EVERY_ISSUER) return 'You were checked by any issuer of the registry, present or future.';
  const names = listIssuers(issuerMask).map((id) => options.issuerNames[id] ?? `issuer ${id}`);
  return names.length === 1
    ? `You were checked by ${names[0]}.`
    : `You were checked by one of ${names.length} issuers: ${names.join(', ')}.`;
}

function attributeName(slot: number, options: DescribeOptions): string {
  const schema = options.schemaId === KYC_ENTITY_SCHEMA.schemaId ? KYC_ENTITY_SCHEMA : KYC_PERSON_SCHEMA;
  const name = schema.attributes[slot]?.name ?? `attribute ${slot}`;
  return ATTRIBUTE_PHRASE[name] ?? name;
}

function isWholeYears(lo: bigint, hi: bigint): boolean {
  return lo >= RANGE_OFFSET && (lo - RANGE_OFFSET) % 10_000n === 0n && (hi - RANGE_OFFSET + 1n) % 10_000n === 0n;
}

function describeAge(range: RangePredicate, isEntity: boolean): string {
  const atLeast = (range.lo - RANGE_OFFSET) / 10_000n;
  const atMost = (range.hi - RANGE_OFFSET + 1n) / 10_000n - 1n;
  const subject = isEntity ? 'The entity is' : 'You are';
  if (atMost >= 150n) return `${subject} at least ${atLeast} years old.`;
  if (atLeast === 0n) return `${subject} at most ${atMost} years old.`;
  return `${subject} between ${atLeast} and ${atMost} years old.`;
}

function levelName(slot: number, level: bigint): string | undefined {
  const tables: Readonly<Record<number, Readonly<Record<string, number>>>> = {
    [PERSON_SLOT.assurance]: ASSURANCE_LEVEL,
    [PERSON_SLOT.diligence]: DILIGENCE_LEVEL,
  };
  return Object.entries(tables[slot] ?? {}).find(([, value]) => BigInt(value) === level)?.[0];
}
