import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository-root.mjs';
import { listRepositoryFiles } from './list-repository-files.mjs';

const COMMAND = /\b(?:npx|npm run) [a-z][^\n`]*/g;

/** The commands in a text that nobody could run: scripts of npm and subcommands of `postern` that do not exist. */
export const findUnknownCommands = (text, { scripts, subcommands }) =>
  [...text.matchAll(COMMAND)].flatMap(([command]) => {
    const [runner, first, second] = command.split(/\s+/);
    if (runner === 'npx') return first === 'postern' && !subcommands.includes(second) ? [command] : [];
    const [, workspace] = command.match(/\s-w (\S+)/) ?? [];
    return (scripts[workspace ?? ''] ?? []).includes(second) ? [] : [command];
  });

const readScripts = () => {
  const manifests = listRepositoryFiles().filter((file) => path.basename(file) === 'package.json');
  return Object.fromEntries(
    manifests.map((file) => {
      const { name, scripts = {} } = JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
      return [file === 'package.json' ? '' : name, Object.keys(scripts)];
    }),
  );
};

const readSubcommands = () => {
  const folder = path.join(ROOT, 'apps/cli/src');
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(path.join(folder, file), 'utf8').matchAll(/ommand\('([a-z-]+)'\)/g)])
    .map(([, name]) => name);
};

/** Every command that a Markdown file shows exists. */
export const checkCommands = () => {
  const known = { scripts: readScripts(), subcommands: readSubcommands() };
  return listRepositoryFiles()
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) =>
      findUnknownCommands(readFileSync(path.join(ROOT, file), 'utf8'), known).map(
        (command) => `${file} shows a command that does not exist: ${command}`,
      ),
    );
};
