import { DidError, type ResolvedDid } from './did-document.ts';

const CAIP10 = /^did:pkh:[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}:[-.%a-zA-Z0-9]{1,128}$/;

/**
 * Resolves a did:pkh (CAIP-10 account). It names an account and holds no key: nothing can be verified under it but what
 * the account's own chain verifies (EIP-4361, EIP-712).
 *
 * @throws {DidError} not a CAIP-10 account
 */
export function resolveDidPkh(did: string): ResolvedDid {
  if (!CAIP10.test(did)) throw new DidError('ERR_DID_MALFORMED', 'Expected a did:pkh of a CAIP-10 account.');
  const id = `${did}#blockchainAccountId`;
  const blockchainAccountId = did.slice('did:pkh:'.length);
  const method = { id, type: 'BlockchainVerificationMethod2021', controller: did, blockchainAccountId };
  return { id: did, keys: [], document: { id: did, verificationMethod: [method], assertionMethod: [id] } };
}
