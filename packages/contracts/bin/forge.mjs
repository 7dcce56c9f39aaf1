#!/usr/bin/env node
// Runs forge from the npm package of this platform: `node packages/contracts/bin/forge.mjs test -vv`.
import process from 'node:process';

import { runForge } from './lib/run-forge.mjs';

process.exitCode = await runForge(process.argv.slice(2), { stdio: 'inherit' }).then((result) => result.exitCode);
