#!/usr/bin/env node
// Makes the vectors in packages/credential/vectors anew, with OpenSSL: keys are fresh each time, the cases are the same.
import { writeFileSync } from 'node:fs';
import { makeDataModelVectors } from '../lib/make-data-model-vectors.mjs';
import { makeJoseVectors } from '../lib/make-jose-vectors.mjs';
import { makeSignatureVectors } from '../lib/make-signature-vectors.mjs';

const write = (name, value) => {
  const file = new URL(`../vectors/${name}.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(value, undefined, 1)}\n`);
};
for (const [name, testGroups] of Object.entries({ ...makeSignatureVectors(), ...makeJoseVectors() })) {
  write(name, { testGroups });
}
write('vcdm2', makeDataModelVectors());
