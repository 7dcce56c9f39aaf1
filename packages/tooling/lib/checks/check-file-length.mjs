import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository-root.mjs';
import { listRepositoryFiles } from './list-repository-files.mjs';

const LIMIT = 400;
const WRITTEN = /\.(ts|tsx|mjs|js|sol|circom|css|prisma)$/;
const GENERATED = /\/(generated|verifiers|migrations|vendor)\//;

/** No file that somebody wrote is longer than the limit. */
export const checkFileLength = () =>
  listRepositoryFiles()
    .filter((file) => WRITTEN.test(file) && !GENERATED.test(file))
    .flatMap((file) => {
      const lines = readFileSync(path.join(ROOT, file), 'utf8').split('\n').length - 1;
      return lines > LIMIT ? [`${file} has ${lines} lines, more than ${LIMIT}`] : [];
    });
