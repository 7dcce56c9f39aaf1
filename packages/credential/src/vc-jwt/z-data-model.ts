import { z } from 'zod';

import { oneOrMore } from './verified-vc-jwt.ts';

/** Terms of the base context of VCDM 2.0 that no other context may give another meaning. */
const BASE_TERMS = new Set(
  'id type VerifiableCredential VerifiablePresentation EnvelopedVerifiableCredential EnvelopedVerifiablePresentation credentialSubject credentialStatus credentialSchema issuer holder validFrom validUntil evidence termsOfUse refreshService relatedResource confidenceMethod renderMethod name description proof verifiableCredential BitstringStatusList BitstringStatusListCredential BitstringStatusListEntry'.split(
    ' ',
  ),
);

/** An absolute URI, by its form: a scheme and no white space. */
export const zUri = z
  .string()
  .max(2048)
  .regex(/^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$/);

/** A text, or one for each language with its direction, and nothing else beside them (VCDM 2.0 §11.1). */
export const zLanguageValue = oneOrMore(
  z.union([
    z.string(),
    z.strictObject({ '@value': z.string(), '@language': z.string().optional(), '@direction': z.string().optional() }),
  ]),
);

/** What VCDM 2.0 calls an object with a type; one or several. */
export const zTyped = oneOrMore(z.looseObject({ type: z.union([z.string(), z.array(z.string()).min(1)]) }));

/** A schema names itself and its type (§4.11). */
export const zSchemas = oneOrMore(z.looseObject({ id: zUri, type: z.union([z.string(), z.array(z.string()).min(1)]) }));

/**
 * Contexts after the base one. They are never fetched, and claims mean what the type's schema says, so an unknown one
 * changes nothing. It must be one all the same, and an inline one must not say of a base term, or twice of one term,
 * what it means: a reader that does process them would read another credential than we do.
 */
export function areContexts(contexts: readonly unknown[], base: string): boolean {
  const [first, ...others] = contexts;
  const inline = others.filter((context) => typeof context !== 'string');
  const terms = inline.flatMap((context) => (isInlineContext(context) ? listTerms(context) : ['id']));
  const isPlain = !terms.some((term) => BASE_TERMS.has(term)) && new Set(terms).size === terms.length;
  return (
    first === base &&
    isPlain &&
    others.every((context) => typeof context !== 'string' || zUri.safeParse(context).success)
  );
}

function isInlineContext(context: unknown): context is Record<string, unknown> {
  if (context === null || typeof context !== 'object' || Array.isArray(context)) return false;
  return Object.values(context).every((value) => typeof value !== 'string' || !/\s/.test(value));
}

/** Terms that an inline context defines; keywords, which begin with `@`, are none. */
function listTerms(context: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(context).filter((name) => !name.startsWith('@'));
}
