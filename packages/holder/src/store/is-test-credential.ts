import { FLAG_BIT, PERSON_SLOT } from '@postern/credential';

import { sealOfCredential, type StoredCredential, type StoredDocument } from './stored-credential.ts';

/** Whether a credential is of a made-up person: by the flag in its seal, or by what one of its documents says. */
export function isTestCredential(credential: StoredCredential): boolean {
  const flags = credential.seal === undefined ? 0n : sealOfCredential(credential).values[PERSON_SLOT.flags]!;
  return ((flags >> BigInt(FLAG_BIT.test_data)) & 1n) === 1n || credential.documents.some(saysTestData);
}

function saysTestData({ claims }: StoredDocument): boolean {
  const { checks } = Object(claims['credentialSubject'] ?? claims) as { checks?: unknown };
  return Array.isArray(checks) && checks.includes('test_data');
}
