import { hashAttributeToken, hashSealMessage, PosternError, verifyEddsa } from '@postern/primitives';

import { claimsToSlotValues, ClaimsError } from '../attribute/person-claims.ts';
import type { Seal } from './create-seal.ts';

export class SealError extends PosternError<'ERR_SEAL_MALFORMED' | 'ERR_SEAL_FORGED'> {}

/**
 * Checks that the seal's key signed these values for this holder commitment.
 * Whether the key belongs to a trusted issuer is the caller's question (the registry leaf answers it).
 *
 * @throws {SealError} the signature does not stand for these values and this commitment
 */
export function verifySeal(options: { seal: Seal; holderCommitment: bigint }): void {
  const { seal, holderCommitment } = options;
  const message = hashSealMessage({
    schemaId: seal.schemaId,
    tokens: seal.values.map((value, slot) => hashAttributeToken({ slot, value, blinding: seal.blindings[slot]! })),
    holderCommitment,
    status: seal,
    validUntil: seal.validUntil,
  });
  if (!verifyEddsa({ key: seal.key, message, signature: seal.signature })) {
    throw new SealError('ERR_SEAL_FORGED', 'The seal was not signed for these values and this wallet.');
  }
}

/**
 * The binding test: every value that the off-chain claims state is the value in the seal.
 *
 * @throws {ClaimsError} malformed claims, or a slot that differs
 */
export function assertSealMatchesClaims(options: { seal: Seal; claims: unknown }): void {
  for (const [slot, value] of claimsToSlotValues(options.claims)) {
    if (options.seal.values[slot] !== value) {
      throw new ClaimsError('ERR_CLAIMS_DIFFER_FROM_SEAL', 'The seal and the credential state different values.', {
        details: { slot },
      });
    }
  }
}
