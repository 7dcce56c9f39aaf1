import { base64UrlToBytes } from '@postern/primitives';
import { type DcqlQuery, zTransactionData } from '@postern/protocol';

import type { Question } from '../question/question.ts';

/** Formats that wallets of any maker know; a query of another format makes some of them refuse the whole request. */
export const COMMON_FORMATS: readonly string[] = ['dc+sd-jwt', 'jwt_vc_json'];

/**
 * The question as a wallet that knows only some formats can answer it: alternatives with another format are left out,
 * and with them the credentials that only those name.
 *
 * @returns the question itself when it asks nothing else; undefined when such a wallet could not answer it
 */
export function narrowQuestion(question: Question, formats: readonly string[]): Question | undefined {
  const { credentials, credential_sets: sets } = question.dcqlQuery;
  const known = new Set(credentials.filter(({ format }) => formats.includes(format)).map(({ id }) => id));
  if (known.size === credentials.length) return question;
  if (sets === undefined) return undefined;
  const narrowed = sets.map((set) => ({
    ...set,
    options: set.options.filter((ids) => ids.every((id) => known.has(id))),
  }));
  const answerable = narrowed.filter(({ options }) => options.length > 0);
  if (narrowed.some(({ options, required = true }) => required && options.length === 0) || answerable.length === 0) {
    return undefined;
  }
  const used = new Set(answerable.flatMap(({ options }) => options.flat()));
  const dcqlQuery: DcqlQuery = {
    credentials: credentials.filter(({ id }) => used.has(id)),
    credential_sets: answerable,
  };
  return isCarried(question.transactionData, used) ? { ...question, dcqlQuery } : undefined;
}

/** The link that other wallets open asks for something else than ours. */
export function hasCommonForm(question: Question): boolean {
  const narrowed = narrowQuestion(question, COMMON_FORMATS);
  return narrowed !== undefined && narrowed !== question;
}

/** Transaction data is hashed as it stands: a credential that it names cannot be left out. */
function isCarried(transactionData: readonly string[], used: ReadonlySet<string>): boolean {
  return transactionData.every((text) => {
    const value: unknown = JSON.parse(new TextDecoder().decode(base64UrlToBytes(text)));
    return zTransactionData.parse(value).credential_ids.every((id) => used.has(id));
  });
}
