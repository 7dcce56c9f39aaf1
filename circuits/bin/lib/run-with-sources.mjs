/** Lets a committed `.mjs` script import the workspaces' TypeScript sources, so that it needs no build before it. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Runs `main` in a process that resolves workspaces to their sources; ends the process with its verdict.
 *
 * @param {string} scriptUrl `import.meta.url` of the script
 * @param {() => Promise<boolean>} main false or an error ends in exit code 1
 */
export async function runWithSources(scriptUrl, main) {
  if (process.env.POSTERN_SOURCE_CONDITION !== '1') {
    const child = spawnSync(
      process.execPath,
      ['-C', 'postern-source', '--import', 'tsx', fileURLToPath(scriptUrl), ...process.argv.slice(2)],
      { stdio: 'inherit', env: { ...process.env, POSTERN_SOURCE_CONDITION: '1' } },
    );
    process.exit(child.status ?? 1);
  }
  try {
    const passed = await main();
    // snarkjs keeps curve workers alive: end here, whatever still runs.
    process.exit(passed ? 0 : 1);
  } catch (error) {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    process.exit(1);
  }
}
