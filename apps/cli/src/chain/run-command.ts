import { PosternError } from '@postern/primitives';

export type Print = (line: string) => void;

export const printLine: Print = (line) => void process.stdout.write(`${line}\n`);

/** Runs a command; a refusal that we know becomes one line and exit code 1. */
export async function runCommand(print: Print, command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof PosternError)) throw error;
    const details = Object.entries(error.details).map(([name, value]) => ` ${name}=${value}`);
    print(`postern: ${error.message} (${error.code})${details.join('')}`);
    return 1;
  }
}
