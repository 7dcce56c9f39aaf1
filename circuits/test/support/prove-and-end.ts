// A process that proves, verifies on a thread and says nothing about ending: see process-ends.test.ts.
import { createCircuitInputs } from '@postern/proof';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import { createPresentation } from '@postern/proof/prove';
import { createProofPool } from '@postern/proof/verify-pool';

import { createFixture } from '../fixture.ts';

const inputs = createCircuitInputs(createFixture());
const presentation = await createPresentation({ inputs, artifacts: createNodeArtifactSource() });
const pool = createProofPool({ size: 1, queueLimit: 1 });
// The pool stays open: an idle thread of it must not keep the process either.
process.stdout.write((await pool.verify(presentation)) ? 'stands' : 'does not stand');
