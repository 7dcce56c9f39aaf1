import { type IssuerProfile, offersSeal, pickDisplay } from '@postern/holder';

/** What an issuer offers, in one line: the facts of our identity check, else the issuer's own names. */
export function describeOffered(issuer: IssuerProfile, configurationIds: readonly string[], locale: string): string {
  if (offersSeal(issuer)) return 'Identity check: name, birth date, nationality, residence, document';
  const names = configurationIds.map((id) => {
    const display = issuer.configurations[id]?.credential_metadata?.display;
    return pickDisplay(display, locale)?.name ?? id;
  });
  return [...new Set(names)].join(', ');
}

/** What it is good for: proofs need a seal, which not every issuer gives. */
export function describeUse(issuer: IssuerProfile): string {
  return offersSeal(issuer)
    ? 'With it you prove facts about yourself without showing papers.'
    : 'You keep it here and choose each time whom you show it to, and what of it.';
}
