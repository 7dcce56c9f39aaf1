import { checkGovernance, findChangedCode, type NetworkRecord, toDeployment } from '@postern/contracts/deploy';
import type { ReadClient } from '@postern/contracts';
import { openChain } from './open-chain.ts';
import { readRecordFile } from './record-file.ts';
import { type Print, printLine, runCommand } from './run-command.ts';

export type RunChainCheckOptions = { rpc: string; record: string; print?: Print };

/**
 * `postern chain check`: compares a network with its record: code, roles, delays, and that nothing is left with the
 * deployer.
 *
 * @returns exit code: 1 when a statement does not hold
 */
export async function runChainCheck(options: RunChainCheckOptions): Promise<number> {
  const { rpc, record: file, print = printLine } = options;
  return runCommand(print, async () => {
    const record = await readRecordFile(file);
    const { client, chainId } = await openChain(rpc);
    const checks = chainId === record.chainId ? await checkRecord({ client, record }) : [];
    checks.unshift({ name: `the chain has id ${record.chainId}`, holds: chainId === record.chainId });
    for (const { name, holds } of checks) print(`${holds ? '✓' : '✗'} ${name}`);
    return checks.every(({ holds }) => holds) ? 0 : 1;
  });
}

async function checkRecord(options: { client: ReadClient; record: NetworkRecord }) {
  const { client, record } = options;
  const changed = new Set(await findChangedCode({ client, record }));
  const { governance, deployer } = record;
  const codes = Object.keys(record.contracts).map((name) => ({
    name: `${name} has the code of the record`,
    holds: !changed.has(name),
  }));
  return [...codes, ...(await checkGovernance({ client, deployment: toDeployment(record), governance, deployer }))];
}
