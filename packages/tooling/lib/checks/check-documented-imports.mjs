import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository-root.mjs';
import { listRepositoryFiles } from './list-repository-files.mjs';

const CODE = /```tsx?\n([\s\S]*?)```/g;
const IMPORT = /import (?:type )?\{([^}]*)\} from '(@postern\/[a-z-]+)(\/[a-z-]+)?'/g;

/** The names that the TypeScript in a Markdown text imports from our packages, each with the entry it comes from. */
export const listDocumentedImports = (text) =>
  [...text.matchAll(CODE)].flatMap(([, code]) =>
    [...code.matchAll(IMPORT)].map(([, names, packageName, entry = '']) => ({
      packageName,
      entry: `.${entry}`,
      names: names
        .split(',')
        .map((name) => name.trim().replace(/^type /, ''))
        .filter((name) => name !== ''),
    })),
  );

const readEntries = () =>
  Object.fromEntries(
    listRepositoryFiles()
      .filter((file) => path.basename(file) === 'package.json')
      .map((file) => [path.dirname(file), JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'))])
      .map(([folder, { name, exports = {} }]) => [name, { folder, exports }]),
  );

/** Every import that a Markdown file shows is one that a package offers. */
export const checkDocumentedImports = () => {
  const packages = readEntries();
  return listRepositoryFiles()
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) =>
      listDocumentedImports(readFileSync(path.join(ROOT, file), 'utf8')).flatMap(({ packageName, entry, names }) => {
        const known = packages[packageName];
        const target = known?.exports[entry];
        const source = typeof target === 'string' ? target : (target?.['postern-source'] ?? target?.default);
        if (source === undefined) return [`${file} imports from ${packageName} (${entry}), which is no entry`];
        const text = readFileSync(path.join(ROOT, known.folder, source), 'utf8');
        return names
          .filter((name) => !new RegExp(`\\b${name}\\b`).test(text))
          .map((name) => `${file} imports ${name}, which ${packageName} (${entry}) does not export`);
      }),
    );
};
