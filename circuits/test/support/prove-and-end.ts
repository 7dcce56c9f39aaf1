// A process that proves by both engines, verifies on a thread, asks snarkjs and says nothing about ending: see
// process-ends.test.ts.
import { createCircuitInputs } from '@postern/proof';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import { createPresentation } from '@postern/proof/prove';
import { askSnarkjs, kycPresentationVerificationKey } from '@postern/proof/verify';
import { createProofPool } from '@postern/proof/verify-pool';

import { createFixture } from '../fixture.ts';

const inputs = createCircuitInputs(createFixture());
const artifacts = createNodeArtifactSource();
const presentation = await createPresentation({ inputs, artifacts });
const reference = await createPresentation({ inputs, artifacts, engine: 'snarkjs' });
const pool = createProofPool({ size: 1, queueLimit: 1 });
const verdicts = [
  // The pool stays open: an idle thread of it must not keep the process either.
  await pool.verify(presentation),
  await askSnarkjs({ presentation: reference, verificationKey: kycPresentationVerificationKey }),
];
process.stdout.write(verdicts.every(Boolean) ? 'stands' : 'does not stand');
