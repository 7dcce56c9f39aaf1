import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { ADAPTER_FILES, IMPORT_TABLE, RESERVED_PACKAGES } from '../import-table.mjs';
import { ROOT } from '../repository-root.mjs';
import { listRepositoryFiles } from './list-repository-files.mjs';

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(\s*|^\s*import\s+)['"]([^'"]+)['"]/gm;
const NODE_TYPES = /^import type [^;]*? from 'node:[^']+';/gm;
const WORKSPACES = Object.keys(IMPORT_TABLE).sort((a, b) => b.length - a.length);

const isTest = (file) => /\.test\.tsx?$/.test(file) || /\/(test|testing|test-support|bench)\//.test(file);
/** A package's name of an import such as `@postern/db/issuer`. */
const workspaceOf = (specifier) => specifier.match(/^@postern\/([^/]+)/)?.[1];

const findProblems = (file, workspace, specifier) => {
  const rule = IMPORT_TABLE[workspace];
  if (specifier.startsWith('.')) {
    const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
    const outside = !target.startsWith(`${workspace}/`);
    return outside && !isTest(file) ? [`leaves its workspace: ${specifier}`] : [];
  }
  const name = workspaceOf(specifier);
  if (name !== undefined) {
    const self = workspace === 'circuits' ? 'circuits' : workspace.split('/')[1];
    const allowed = rule.workspaces.includes(name) || name === self || isTest(file);
    if (!allowed) return [`may not import @postern/${name}`];
  }
  const reserved = RESERVED_PACKAGES.find(({ pattern }) => pattern.test(specifier));
  if (reserved !== undefined && !reserved.allowed.includes(workspace) && !isTest(file)) {
    return [`may not import ${specifier}: ${reserved.why}`];
  }
  const builtin = specifier.startsWith('node:') || builtinModules.includes(specifier);
  const adapter = ADAPTER_FILES.some((start) => file.startsWith(start));
  return builtin && rule.pure && !isTest(file) && !adapter ? [`may not import ${specifier}: it takes ports`] : [];
};

/** A dependency that the table does not know is an edge that nobody reviewed. */
const checkManifests = () =>
  Object.entries(IMPORT_TABLE).flatMap(([workspace, { workspaces }]) => {
    const { dependencies = {} } = JSON.parse(readFileSync(path.join(ROOT, workspace, 'package.json'), 'utf8'));
    return Object.keys(dependencies)
      .map(workspaceOf)
      .filter((name) => name !== undefined && !workspaces.includes(name))
      .map((name) => `${workspace}/package.json depends on @postern/${name}, which the import table does not allow`);
  });

/** Sources import only what the table allows. */
export const checkImports = () => {
  const problems = checkManifests();
  for (const file of listRepositoryFiles()) {
    const workspace = WORKSPACES.find((candidate) => file.startsWith(`${candidate}/`));
    const inSources = workspace !== undefined && /^(src|ts)\//.test(file.slice(workspace.length + 1));
    if (!inSources || !/\.tsx?$/.test(file) || file.includes('/generated/')) continue;
    // Types of Node are no dependency on it.
    const text = readFileSync(path.join(ROOT, file), 'utf8').replace(NODE_TYPES, '');
    for (const [, specifier] of text.matchAll(IMPORT)) {
      for (const problem of findProblems(file, workspace, specifier)) problems.push(`${file} ${problem}`);
    }
    const exempt = isTest(file) || ADAPTER_FILES.some((start) => file.startsWith(start));
    if (IMPORT_TABLE[workspace].pure && !exempt && /\bprocess\.env\b/.test(text)) {
      problems.push(`${file} may not read process.env: it takes ports`);
    }
  }
  return problems;
};
