import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository-root.mjs';
import { runCommand } from '../run-command.mjs';

const readExample = (file) =>
  Object.fromEntries(
    [...readFileSync(file, 'utf8').matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name, value]) => [
      name,
      value.replace(/^(['"])(.*)\1$/, '$2'),
    ]),
  );

/** Each app's `.env.example` lists every variable that it reads, with its default. */
export const checkEnvExamples = async () => {
  const problems = [];
  for (const app of readdirSync(path.join(ROOT, 'apps')).sort()) {
    if (!existsSync(path.join(ROOT, 'apps', app, 'src', 'env.ts'))) continue;
    const example = path.join(ROOT, 'apps', app, '.env.example');
    if (!existsSync(example)) {
      problems.push(`apps/${app} has no .env.example`);
      continue;
    }
    const script = path.join(ROOT, 'packages/tooling/src/checks/print-env-defaults.ts');
    const args = ['-C', 'postern-source', '--import', 'tsx', script, `apps/${app}/src/env.ts`];
    const { status, output } = await runCommand({ args, quiet: true });
    if (status !== 0) {
      problems.push(`apps/${app}/src/env.ts does not start with an empty environment`);
      continue;
    }
    const defaults = JSON.parse(output.trim().split('\n').at(-1));
    const listed = readExample(example);
    for (const [name, value] of Object.entries(defaults)) {
      if (listed[name] === undefined) problems.push(`apps/${app}/.env.example lacks ${name}`);
      else if (value !== null && listed[name] !== value)
        problems.push(`apps/${app}/.env.example: ${name} is not ${value}`);
    }
    for (const name of Object.keys(listed)) {
      if (!(name in defaults)) problems.push(`apps/${app}/.env.example lists ${name}, which nothing reads`);
    }
  }
  return problems;
};
