import { spawn } from 'node:child_process';
import { ROOT } from './repository-root.mjs';

/**
 * Runs a program, shows its output, and keeps the end of it.
 *
 * @param {{ args: string[], command?: string, cwd?: string, env?: Record<string, string>, quiet?: boolean }} options
 * `command` is this Node unless given; `quiet` shows nothing unless the program fails.
 * @returns {Promise<{ status: number, output: string, seconds: number }>}
 */
export const runCommand = ({ args, command = process.execPath, cwd = ROOT, env = {}, quiet = false }) =>
  new Promise((resolve) => {
    const start = Date.now();
    let output = '';
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const [stream, target] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.on('data', (chunk) => {
        output = `${output}${chunk}`.slice(-200_000);
        if (!quiet) target.write(chunk);
      });
    }
    const finish = (status) => {
      if (quiet && status !== 0) process.stdout.write(output);
      resolve({ status, output, seconds: (Date.now() - start) / 1000 });
    };
    child.once('error', (error) => {
      output += `${error.message}\n`;
      finish(1);
    });
    child.once('close', (code) => finish(code ?? 1));
  });
