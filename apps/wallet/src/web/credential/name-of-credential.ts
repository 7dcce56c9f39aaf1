import { isSealed, type StoredCredential } from '@postern/holder';

/** What a credential is called: our identity check, else what its issuer says. */
export function nameOfCredential(credential: StoredCredential): string {
  return isSealed(credential) ? 'Identity check' : (credential.documents[0]?.name ?? 'Credential');
}
