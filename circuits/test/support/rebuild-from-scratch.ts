import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../bin/build.mjs', import.meta.url));

/** Makes powers of tau, keys and circuit again (minutes). @returns whether every file is equal, bit for bit */
export function rebuildFromScratch(): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const args = [script, '--reproduce', '--from-scratch', '--record'];
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}
