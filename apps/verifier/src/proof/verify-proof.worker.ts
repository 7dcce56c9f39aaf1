import { parentPort } from 'node:worker_threads';
import {
  kycPresentationVerificationKey,
  type Presentation,
  PresentationError,
  useSingleThreadCurve,
  verifyPresentationProof,
} from '@postern/proof/verify';

export type VerifyTask = { id: number; presentation: Presentation };
export type VerifyResult = { id: number; stands: boolean } | { id: number; failed: string };

const ready = useSingleThreadCurve();

const decide = async ({ id, presentation }: VerifyTask): Promise<VerifyResult> => {
  try {
    await ready;
    await verifyPresentationProof({ presentation, verificationKey: kycPresentationVerificationKey });
    return { id, stands: true };
  } catch (error) {
    if (error instanceof PresentationError) return { id, stands: false };
    return { id, failed: error instanceof Error ? error.name : typeof error };
  }
};

parentPort?.on('message', (task: VerifyTask) => {
  void decide(task).then((result) => parentPort?.postMessage(result));
});
