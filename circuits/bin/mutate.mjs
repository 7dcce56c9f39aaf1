#!/usr/bin/env node
/**
 * Changes the circuit's sources in small ways, one at a time, and asks the attack suites to notice each.
 *
 *   npm run circuits:mutate                    every mutant; goes on where an earlier run stopped
 *   npm run circuits:mutate -- --only=FILTER   mutants whose id contains the text; writes no result
 *   npm run circuits:mutate -- --minutes=5     stops after that time, to go on later
 *   npm run circuits:mutate -- --part=1/2      every second mutant, for two processes side by side
 *   npm run circuits:mutate -- --again        tries survivors again, for new tests
 *   npm run circuits:mutate -- --fresh         forgets earlier verdicts
 */
import { runWithSources } from './lib/run-with-sources.mjs';

await runWithSources(import.meta.url, async () => {
  const { runMutation } = await import('./lib/run-mutation.mjs');
  const option = (name) => process.argv.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1];
  return runMutation({
    log: (line) => console.log(line),
    only: option('only'),
    part: option('part'),
    minutes: Number(option('minutes') ?? Number.POSITIVE_INFINITY),
    fresh: process.argv.includes('--fresh'),
    again: process.argv.includes('--again'),
  });
});
