import { type Admission, encodeAdmitCall as encodeAdmission, type PublicSignals } from '@postern/contracts';
import type { ZkPresentation } from '@postern/protocol';
import type { Address, Hex } from 'viem';

export type AdmissionOptions = {
  policyId: Hex;
  /** Account that the presentation is bound to and that receives the pass. */
  account: Address;
  /** From a `verified` session. */
  presentation: ZkPresentation;
  /** Signature over `getAdmitTypedData`; only when another account sends the call. */
  accountSignature?: Hex;
};

/** What `PassRegistry.admit` takes. The precompiles want the imaginary part of a coordinate of `b` first (EIP-197). */
export function createAdmission(options: AdmissionOptions): Admission {
  const { policyId, account, presentation, accountSignature } = options;
  const { a, b, c } = presentation.proof;
  const pair = ([first, second]: readonly [string, string]) => [BigInt(first), BigInt(second)] as const;
  const swapped = ([real, imaginary]: readonly [string, string]) => [BigInt(imaginary), BigInt(real)] as const;
  return {
    policyId,
    account,
    proof: { a: pair(a), b: [swapped(b[0]), swapped(b[1])], c: pair(c) },
    signals: presentation.publicSignals.map(BigInt) as unknown as PublicSignals,
    ...(accountSignature === undefined ? {} : { accountSignature }),
  };
}

/** Call data of `PassRegistry.admit` for a presentation: what a browser wallet signs and sends. */
export function encodeAdmitCall(options: AdmissionOptions): Hex {
  return encodeAdmission({ admission: createAdmission(options) });
}
