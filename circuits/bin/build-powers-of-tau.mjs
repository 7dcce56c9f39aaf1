#!/usr/bin/env node
/** Builds the development powers of tau into `circuits/build` (cached; minutes the first time). */
import { buildPowersOfTau } from './lib/powers-of-tau.mjs';

console.log(await buildPowersOfTau({ log: (line) => console.log(line) }));
process.exit(0);
