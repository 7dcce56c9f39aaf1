import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Abi, Hex } from 'viem';

type Solc = {
  compile(input: string, callbacks: { import(file: string): { contents: string } | { error: string } }): string;
};
type Output = {
  errors?: { severity: string; formattedMessage: string }[];
  contracts?: Record<string, Record<string, { abi: Abi; evm: { bytecode: { object: string } } }>>;
};

/** Compiles one contract of this folder with the settings of foundry.toml. */
export function compileSolidity(name: string): { abi: Abi; bytecode: Hex } {
  const require = createRequire(import.meta.url);
  const solc = require('solc') as Solc;
  const file = `${name}.sol`;
  const source = readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8');
  const settings = {
    optimizer: { enabled: true, runs: 20_000 },
    evmVersion: 'cancun',
    metadata: { bytecodeHash: 'none', appendCBOR: false },
    outputSelection: { [file]: { [name]: ['abi', 'evm.bytecode.object'] } },
  };
  const openZeppelin = path.dirname(require.resolve('@openzeppelin/contracts/package.json'));
  const output = JSON.parse(
    solc.compile(JSON.stringify({ language: 'Solidity', sources: { [file]: { content: source } }, settings }), {
      import: (imported) => ({
        contents: readFileSync(imported.replace('@openzeppelin/contracts', openZeppelin), 'utf8'),
      }),
    }),
  ) as Output;
  const failure = output.errors?.find(({ severity }) => severity === 'error');
  const compiled = output.contracts?.[file]?.[name];
  if (failure !== undefined || compiled === undefined) throw new Error(failure?.formattedMessage ?? `No ${name}`);
  return { abi: compiled.abi, bytecode: `0x${compiled.evm.bytecode.object}` };
}
