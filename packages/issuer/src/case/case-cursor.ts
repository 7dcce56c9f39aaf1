import { base64UrlToBytes, bytesToBase64Url } from '@postern/primitives';

import { CaseError } from '../error.ts';
import type { CasePosition } from '../ports.ts';

/** A place in the list of cases as callers hand it back: they read nothing from it. */
export function writeCaseCursor({ updatedAt, caseId }: CasePosition): string {
  return bytesToBase64Url(new TextEncoder().encode(`${updatedAt}.${caseId}`));
}

/** @throws {CaseError} `ERR_CASE_CURSOR` it is none of ours */
export function readCaseCursor(cursor: string): CasePosition {
  const [, updatedAt, caseId] = /^(\d{1,11})\.([A-Za-z0-9_-]{1,64})$/.exec(decode(cursor)) ?? [];
  if (updatedAt === undefined || caseId === undefined) {
    throw new CaseError('ERR_CASE_CURSOR', 'The list does not go on from there.');
  }
  return { updatedAt: Number(updatedAt), caseId };
}

function decode(cursor: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(base64UrlToBytes(cursor));
  } catch {
    return '';
  }
}
