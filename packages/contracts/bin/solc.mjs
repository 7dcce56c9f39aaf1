#!/usr/bin/env node
// Lets forge use the npm build of solc (WebAssembly) as if it were the native compiler: nothing is downloaded.
import { createRequire } from 'node:module';
import process from 'node:process';

const solc = createRequire(import.meta.url)('solc');

if (process.argv.includes('--version')) {
  const version = solc.version().replace('Emscripten.clang', 'Linux.g++');
  process.stdout.write(`solc, the solidity compiler commandline interface\nVersion: ${version}\n`);
} else if (process.argv.includes('--standard-json')) {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  process.stdout.write(solc.compile(Buffer.concat(chunks).toString('utf8')));
} else {
  process.stderr.write('This wrapper knows --version and --standard-json only.\n');
  process.exitCode = 2;
}
