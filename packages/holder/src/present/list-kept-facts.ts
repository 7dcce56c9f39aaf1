import { type CompiledPolicy, listIssuers } from '@postern/proof';

/** What a proof of this policy leaves hidden, in plain words: the consent sheet's second list. */
export function listKeptFacts(options: {
  compiled: CompiledPolicy;
  activeIssuers: number;
  /** Absent: nobody learns of an account. */
  account?: string | undefined;
}): string[] {
  const { compiled, activeIssuers, account } = options;
  const isOneIssuer = listIssuers(compiled.issuerMask).length === 1 || activeIssuers === 1;
  return [
    'Your name and your address',
    'Your date of birth',
    'Your nationality and your country of residence',
    'Your document and its number',
    ...(isOneIssuer ? [] : ['Which bank checked you']),
    'Your passes at other places',
    ...(account === undefined ? ['Your accounts on chain'] : []),
  ];
}
