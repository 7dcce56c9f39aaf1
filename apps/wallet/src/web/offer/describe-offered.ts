import { type IssuerProfile, offersSeal } from '@postern/holder';

/** What an issuer offers, in one line: the facts of our identity check, else the issuer's own names. */
export function describeOffered(issuer: IssuerProfile, configurationIds: readonly string[]): string {
  if (offersSeal(issuer)) return 'Identity check: name, birth date, nationality, residence, document';
  const names = configurationIds.flatMap((id) => {
    const display = issuer.configurations[id]?.credential_metadata?.display;
    const english = display?.find(({ locale }) => locale?.startsWith('en') === true) ?? display?.[0];
    return english?.name ?? id;
  });
  return [...new Set(names)].join(', ');
}
