import { askSnarkjs, kycPresentationVerificationKey } from '@postern/proof/verify';
import type { ZkPresentation } from '@postern/protocol';
import { expectThat } from '../demo-error.ts';
import type { StepResult } from '../run-step.ts';

/** `snarkjs.groth16.verify` says of the same proof what our verifier said, and no to one whose account was changed. */
export const askSecondOpinion = async (options: { presentation: ZkPresentation }): Promise<StepResult<undefined>> => {
  const { presentation } = options;
  const verificationKey = kycPresentationVerificationKey;
  expectThat(await askSnarkjs({ presentation, verificationKey }), 'snarkjs does not take the proof.');
  const bent = { ...presentation, publicSignals: presentation.publicSignals.with(4, '1') };
  expectThat(!(await askSnarkjs({ presentation: bent, verificationKey })), 'snarkjs takes a proof that was changed.');
  return { value: undefined, note: 'snarkjs.groth16.verify takes it, and not with another account in it' };
};
