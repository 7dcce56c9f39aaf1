#!/usr/bin/env node
// Makes the vectors in packages/credential/vectors anew, with OpenSSL: keys are fresh each time, the cases are the same.
import { writeFileSync } from 'node:fs';
import { makeJoseVectors } from '../lib/make-jose-vectors.mjs';
import { makeSignatureVectors } from '../lib/make-signature-vectors.mjs';

for (const [name, testGroups] of Object.entries({ ...makeSignatureVectors(), ...makeJoseVectors() })) {
  const file = new URL(`../vectors/${name}.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify({ testGroups }, undefined, 1)}\n`);
}
