/** The mutation run: a log of verdicts that survives interruption, and the committed result made from it. */
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isGrave } from '../../test/mutation/list-mutants.ts';
import { createMutationBench, listAllMutants } from '../../test/mutation/try-mutants.ts';
import { compilerVersion } from './compile-circuit.mjs';
import { buildDir, circuitsDir } from './paths.mjs';
import { hashSources } from './sources.mjs';

const logFile = path.join(buildDir, 'mutants', 'verdicts.jsonl');
const resultFile = path.join(circuitsDir, 'mutation', 'result.json');
const equivalentFile = path.join(circuitsDir, 'mutation', 'equivalent.json');

/**
 * @param {{ log: (line: string) => void, only?: string, part?: string, minutes: number, fresh: boolean, again: boolean }} options
 * @returns {Promise<boolean>} false when a mutant survived without a proof, or when the run is not over
 */
export async function runMutation({ log, only, part, minutes, fresh, again }) {
  const sourceSha256 = await hashSources();
  const mutants = await listAllMutants();
  const equivalent = JSON.parse(await readFile(equivalentFile, 'utf8'));
  await mkdir(path.dirname(logFile), { recursive: true });
  if (fresh) await rm(logFile, { force: true });

  const [mine, parts] = (part ?? '1/1').split('/').map(Number);
  const end = Date.now() + minutes * 60_000;
  const bench = await createMutationBench({ name: `part-${mine}-${process.pid}` });
  for (const [index, mutant] of mutants.entries()) {
    if (only !== undefined && !mutant.id.includes(only)) continue;
    if (index % parts !== mine - 1 || Date.now() > end) continue;
    const known = (await readVerdicts(sourceSha256)).get(mutant.id);
    if (only === undefined && known !== undefined && !(again && known.verdict === 'survived')) continue;
    const verdict = await bench.tryMutant(mutant);
    await appendFile(logFile, `${JSON.stringify({ sourceSha256, id: mutant.id, ...verdict })}\n`);
    log(
      `${verdict.verdict.padEnd(9)} ${mutant.id} line ${mutant.line}: ${mutant.change.replaceAll(/\s+/g, ' ')} | ${verdict.by}`,
    );
  }
  await bench.close();

  const verdicts = await readVerdicts(sourceSha256);
  const untried = mutants.filter(({ id }) => !verdicts.has(id));
  if (untried.length > 0)
    log(`${mutants.length - untried.length} of ${mutants.length} tried; run again for the others`);
  if (untried.some(isGrave)) return true;
  return writeResult({ log, sourceSha256, mutants, verdicts, equivalent });
}

async function writeResult({ log, sourceSha256, mutants, verdicts, equivalent }) {
  const counts = { killed: 0, equivalent: 0, same: 0, stillborn: 0, survived: 0, untried: 0 };
  const results = {};
  for (const { id } of mutants) {
    const { verdict, by } = verdicts.get(id) ?? { verdict: 'untried' };
    const final = verdict === 'survived' && id in equivalent ? 'equivalent' : verdict;
    counts[final] += 1;
    results[id] = final === 'killed' ? `killed by ${by}` : final;
  }
  const stale = Object.keys(equivalent).filter((id) => verdicts.has(id) && results[id] !== 'equivalent');
  for (const id of stale) log(`has a proof of equivalence and needs none: ${id}`);
  const result = { sourceSha256, compiler: compilerVersion(), mutants: mutants.length, counts, results };
  await mkdir(path.dirname(resultFile), { recursive: true });
  await writeFile(resultFile, `${JSON.stringify(result, undefined, 2)}\n`);
  log(
    `${mutants.length} mutants: ${Object.entries(counts)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ')}`,
  );
  return counts.survived === 0 && stale.length === 0;
}

/** The last verdict of each mutant over these sources. */
async function readVerdicts(sourceSha256) {
  const text = await readFile(logFile, 'utf8').catch(() => '');
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return new Map(lines.filter((line) => line.sourceSha256 === sourceSha256).map((line) => [line.id, line]));
}
