import { createVault, type Vault } from '../../vault/create-vault.ts';
import type { IdentityFacts } from '../compare-identities.ts';

/** An application's facts of a name written `given|family` or `given|family|Latin name`. */
export function createFacts(name: string, document: Partial<IdentityFacts['document']> = {}): IdentityFacts {
  const [givenName = '', familyName = '', latinName] = name.split('|');
  return {
    givenName,
    familyName,
    ...(latinName === undefined ? {} : { latinName }),
    birthDate: '1990-01-01',
    document: { type: 'passport', number: 'A1234567', issuingCountry: 'PT', expiresOn: '2035-05-01', ...document },
  };
}

/** A vault whose master key is one byte, repeated. */
export function createTestVault(byte: number): Promise<Vault> {
  const random = { bytes: (length: number) => new Uint8Array(length) };
  return createVault({ masterKey: new Uint8Array(32).fill(byte), random });
}
