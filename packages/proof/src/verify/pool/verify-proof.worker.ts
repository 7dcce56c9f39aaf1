import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';

import type { Presentation } from '../../presentation/presentation.ts';

export type VerifyTask = { presentation: Presentation };
export type VerifyResult = { stands: boolean } | { failed: string };

// `web-worker`, which snarkjs' curves load, takes every thread but the main one for a thread that it started itself, and
// throws. Here it only needs to define its class, so it is told that this thread is the main one before it loads.
const threads: { isMainThread: boolean } = createRequire(import.meta.url)('node:worker_threads');
threads.isMainThread = true;
const { kycPresentationVerificationKey } = await import('../../generated/verification-key.ts');
const { PresentationError } = await import('../../presentation/presentation.ts');
const { verifyPresentationProof } = await import('../verify-presentation-proof.ts');

const decide = async ({ presentation }: VerifyTask): Promise<VerifyResult> => {
  try {
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
