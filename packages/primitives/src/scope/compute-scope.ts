import { bigintToBytes, concatBytes, hexToBytes } from '../encoding/bytes.ts';
import { PosternError } from '../error.ts';
import { type FieldElement, toFieldElement } from '../field/field-element.ts';
import { keccak256, keccak256ToBigint } from '../hash/keccak.ts';

export class ScopeError extends PosternError<'ERR_SCOPE_ADDRESS' | 'ERR_SCOPE_ID' | 'ERR_BINDING_LOOKS_LIKE_ACCOUNT'> {}

/** Lowest value a session binding may have: below lie the bindings of on-chain accounts. */
const FIRST_SESSION_BINDING = 2n ** 160n;

/** Keccak-256 over 32-byte words (as `abi.encode` lays them out), shortened to 248 bits so that it is a field element. */
function hashWords(words: readonly Uint8Array[]): FieldElement {
  return toFieldElement(keccak256ToBigint(concatBytes(...words)) >> 8n);
}

function addressToBigint(address: string): bigint {
  if (!/^0x[0-9a-fA-F]{40}$/.test(address)) {
    throw new ScopeError('ERR_SCOPE_ADDRESS', 'Expected a 20-byte address in hexadecimal.');
  }
  return BigInt(address);
}

/**
 * Scope of a presentation to a pass registry: nullifiers are unique within it.
 *
 * @throws {ScopeError} malformed address or scope id
 */
export function computeChainScope(options: { chainId: number; registry: string; scopeId: string }): FieldElement {
  const scopeId = hexToBytes(options.scopeId);
  if (scopeId.length !== 32) throw new ScopeError('ERR_SCOPE_ID', 'A scope id has 32 bytes.');
  return hashWords([
    keccak256('postern/scope/chain/1'),
    bigintToBytes(BigInt(options.chainId), 32),
    bigintToBytes(addressToBigint(options.registry), 32),
    scopeId,
  ]);
}

/** Scope of a presentation to an off-chain verifier. */
export function computeVerifierScope(options: { clientId: string }): FieldElement {
  return hashWords([keccak256('postern/scope/verifier/1'), keccak256(options.clientId)]);
}

/**
 * Binding of an on-chain presentation: the account itself.
 *
 * @throws {ScopeError} malformed address
 */
export function computeAccountBinding(account: string): FieldElement {
  return toFieldElement(addressToBigint(account));
}

/**
 * Binding of an off-chain presentation to one session.
 *
 * @throws {ScopeError} the result is below 2^160 and could be taken for an account
 */
export function computeSessionBinding(options: {
  clientId: string;
  responseUri: string;
  nonce: string;
  /** RFC 7638 thumbprint of the response encryption key, empty when the answer is not encrypted. */
  encryptionKeyThumbprint: string;
}): FieldElement {
  const binding = hashWords([
    keccak256('postern/bind/session/1'),
    keccak256(options.clientId),
    keccak256(options.responseUri),
    keccak256(options.nonce),
    keccak256(options.encryptionKeyThumbprint),
  ]);
  assertSessionBinding(binding);
  return binding;
}

/** @throws {ScopeError} the binding could be taken for an on-chain account */
export function assertSessionBinding(binding: bigint): void {
  if (binding < FIRST_SESSION_BINDING) {
    throw new ScopeError('ERR_BINDING_LOOKS_LIKE_ACCOUNT', 'A session binding must not be a possible account.');
  }
}
