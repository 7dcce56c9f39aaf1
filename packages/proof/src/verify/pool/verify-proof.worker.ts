import { parentPort } from 'node:worker_threads';

import { actAsMainThread } from '../../curve/node/act-as-main-thread.ts';
import type { Presentation } from '../../presentation/presentation.ts';

export type VerifyTask = { presentation: Presentation; by: 'us' | 'snarkjs' };
export type VerifyResult = { stands: boolean } | { failed: string };

actAsMainThread();
const { kycPresentationVerificationKey } = await import('../../generated/verification-key.ts');
const { askSnarkjs } = await import('../ask-snarkjs.ts');
const { PresentationError } = await import('../../presentation/presentation.ts');
const { verifyPresentationProof } = await import('../verify-presentation-proof.ts');

const decide = async ({ presentation, by }: VerifyTask): Promise<VerifyResult> => {
  try {
    if (by === 'snarkjs') {
      return { stands: await askSnarkjs({ presentation, verificationKey: kycPresentationVerificationKey }) };
    }
    await verifyPresentationProof({ presentation, verificationKey: kycPresentationVerificationKey });
    return { stands: true };
  } catch (error) {
    if (error instanceof PresentationError) return { stands: false };
    return { failed: error instanceof Error ? error.name : typeof error };
  }
};

parentPort?.on('message', (task: VerifyTask) => {
  void decide(task).then((result) => parentPort?.postMessage(result));
});
