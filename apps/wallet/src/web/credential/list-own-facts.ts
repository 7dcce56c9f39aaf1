import type { StoredCredential } from '@postern/holder';
import { formatDay, nameCountry, nameDocumentType } from '@postern/ui';

type Claims = NonNullable<StoredCredential['claims']>;

const day = (isoDay: string) => formatDay({ at: Date.parse(isoDay) / 1000, timeZone: 'UTC' });

/** The claims of a person credential in words; none of a credential that keeps none in the open. */
export function listOwnFacts(claims: Claims | undefined): { label: string; value: string }[] {
  if (claims === undefined) return [];
  const { address, document } = claims;
  const place = [address.street_address, address.postal_code, address.locality].filter((part) => part);
  const facts: [string, string | undefined][] = [
    ['Family name', claims.family_name],
    ['Given names', claims.given_name],
    ['In Latin letters', claims.latin_name],
    ['Born', day(claims.birthdate)],
    [
      claims.nationalities.length > 1 ? 'Nationalities' : 'Nationality',
      claims.nationalities.map((code) => nameCountry(code)).join(', '),
    ],
    ['Lives in', nameCountry(address.country)],
    ['Address', place.length === 0 ? 'No fixed address' : place.join(', ')],
    ['Tax residence', claims.tax_residence === undefined ? 'Not stated' : nameCountry(claims.tax_residence)],
    ['Document', nameDocumentType(document.type)],
    ['Number', document.number],
    ['Issued by', nameCountry(document.issuing_country)],
    ['Document valid until', document.date_of_expiry === undefined ? 'No end printed' : day(document.date_of_expiry)],
    ['Checked to level', claims.assurance],
    ['Looked into', claims.diligence],
  ];
  return facts.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value }]));
}
