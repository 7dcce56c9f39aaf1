import type { Vault } from '../vault/create-vault.ts';
import type { IdentityFacts } from './compare-identities.ts';
import { listNameForms } from './list-name-forms.ts';
import { listNameKeys } from './name-keys.ts';
import { normaliseDocument } from './normalise-document.ts';

/** A keyed digest (HMAC-SHA-256, base64url) of one thing that an application is found by. It tells nothing by itself. */
export type IdentityToken = string;

/**
 * The tokens of one application, sorted. Two applications that {@link compareIdentities} calls a match share at least
 * one; two that share one need not match, so whoever finds by tokens compares afterwards. Tokens of a name hold for the
 * birth date, the token of a document for its issuing country.
 */
export async function computeIdentityTokens(options: {
  vault: Pick<Vault, 'digest'>;
  application: IdentityFacts;
}): Promise<IdentityToken[]> {
  const { vault, application } = options;
  const keys = new Set(listNameForms(application).flatMap((form) => [...listNameKeys(form)]));
  const texts = [...keys].map((key) => `name|${application.birthDate}|${key}`);
  const document = normaliseDocument(application.document);
  if (document !== null) texts.push(`document|${document}`);
  const tokens = await Promise.all(texts.map((text) => vault.digest('identity-token', text)));
  return tokens.sort();
}
