import type { Display } from './z-issuer-messages.ts';

/**
 * The entry that speaks the wanted language: the very locale, else the language of it, else English, else the first
 * (OpenID4VCI 1.0 §12.2.4). Entries without a name count for nothing.
 */
export function pickDisplay(entries: readonly Display[] | undefined, locale: string): Display | undefined {
  const named = (entries ?? []).filter(({ name }) => name !== undefined);
  const same = named.find((entry) => entry.locale?.toLowerCase() === locale.toLowerCase());
  return same ?? findLanguage(named, locale) ?? findLanguage(named, 'en') ?? named[0];
}

function findLanguage(entries: readonly Display[], locale: string): Display | undefined {
  return entries.find((entry) => languageOf(entry.locale) === languageOf(locale));
}

function languageOf(locale: string | undefined): string | undefined {
  return locale?.split('-')[0]?.toLowerCase();
}
