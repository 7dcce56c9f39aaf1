#!/usr/bin/env node
// Breaks our Solidity in small ways and sees whether a test notices.
//   npm run contracts:mutate                    all mutants, going on where the last run stopped
//   npm run contracts:mutate -- --sample 100 --seed 1 [--workers 2] [--file PassRegistry] [--retry-survivors]
import process from 'node:process';
import { parseArgs } from 'node:util';

import { createWorkshop } from './lib/mutation/create-workshop.mjs';
import { applyMutant, listMutants } from './lib/mutation/list-mutants.mjs';
import { MUTATED, readOutcomes, readSource, writeOutcomes } from './lib/mutation/result-file.mjs';
import { drawSample } from './lib/mutation/draw-sample.mjs';

const { values } = parseArgs({
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    file: { type: 'string' },
    'retry-survivors': { type: 'boolean', default: false },
  },
});

const sources = Object.fromEntries(MUTATED.map((file) => [file, readSource(file)]));
const listed = MUTATED.flatMap((file) => listMutants({ file, source: sources[file] }));
const outcomes = readOutcomes({ sources });
const known = new Set(listed.map(({ id }) => id));
for (const id of outcomes.keys()) if (!known.has(id)) outcomes.delete(id);
if (values['retry-survivors']) {
  for (const [id, { outcome }] of outcomes) if (outcome === 'survived') outcomes.delete(id);
}

const chosen = listed.filter(({ file }) => values.file === undefined || file.includes(values.file));
const sample =
  values.sample === undefined ? chosen : drawSample({ mutants: chosen, count: +values.sample, seed: values.seed });
const queue = sample.filter(({ id }) => !outcomes.has(id));
const total = queue.length;
process.stdout.write(`${listed.length} mutants, ${total} to try\n`);

async function work() {
  const workshop = await createWorkshop();
  try {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const { start, end, ...shown } = mutant;
      const source = applyMutant({ source: sources[mutant.file], mutant: { ...shown, start, end } });
      const outcome = await workshop.tryMutant({ file: mutant.file, source });
      outcomes.set(mutant.id, { ...shown, outcome });
      writeOutcomes({ outcomes, listed: listed.length, sources });
      const place = `${mutant.file}:${mutant.line}`;
      process.stdout.write(`${total - queue.length}/${total} ${place} ${mutant.operator}: ${outcome}\n`);
    }
  } finally {
    await workshop.close();
  }
}

await Promise.all(Array.from({ length: Math.min(+values.workers, total) }, work));
const { tried, killed, survived, invalid } = writeOutcomes({ outcomes, listed: listed.length, sources });
process.stdout.write(`${killed} of ${tried} killed, ${survived} survived, ${invalid} did not compile\n`);
