import { jwkThumbprint } from '@postern/credential';
import { canonicalizeJson } from '@postern/primitives';
import { selectClaim } from '@postern/protocol';

import { PolicyRefusalError } from '../errors.ts';
import type { ShownCredential } from './shown-credential.ts';

/** Claims that together name one person, by the names of PID and of W3C credentials about people. */
const IDENTITY_CLAIMS = [['family_name'], ['given_name'], ['birthdate']] as const;

/**
 * Refuses credentials of two people in one answer: any two must be held by one key, or name the same person by family
 * name, given name and birth date. Wallets use one key a copy, so keys alone would refuse honest people.
 *
 * @throws {PolicyRefusalError} `ERR_POLICY_SUBJECTS_DIFFER`
 */
export async function assertSameSubject(shown: readonly ShownCredential[]): Promise<void> {
  const [first, ...others] = await Promise.all(shown.map(describeSubject));
  const isSame = others.every(
    ({ holder, person }) => holder === first?.holder || (person !== undefined && person === first?.person),
  );
  if (!isSame) {
    throw new PolicyRefusalError(
      'ERR_POLICY_SUBJECTS_DIFFER',
      'The credentials cannot be shown to belong to one person.',
    );
  }
}

async function describeSubject({ holder, claims }: ShownCredential) {
  const subject = selectClaim({ claims, path: ['credentialSubject'] })[0] ?? claims;
  const values = IDENTITY_CLAIMS.map((path) => selectClaim({ claims: subject, path: [...path] })[0]);
  const isNamed = values.every((value) => typeof value === 'string');
  return {
    holder: typeof holder === 'string' ? holder : await jwkThumbprint(holder),
    person: isNamed ? canonicalizeJson(values as string[]) : undefined,
  };
}
