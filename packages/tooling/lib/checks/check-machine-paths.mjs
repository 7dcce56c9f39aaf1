import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository-root.mjs';
import { listRepositoryFiles } from './list-repository-files.mjs';

const TEXT =
  /\.(ts|tsx|mjs|js|json|md|sol|circom|toml|yml|yaml|html|css|prisma|sql|txt)$|(^|\/)\.[a-z]+rc$|\.env\.example$/;
/** Home folders, and this very checkout. Written so that this file does not match itself. */
const HOME = new RegExp(['(^|[\\s"\'`(=])/', '(home|Users)/[A-Za-z]'].join(''));

/** Nothing committed names a folder of one machine. */
export const checkMachinePaths = () =>
  listRepositoryFiles()
    .filter((file) => TEXT.test(file))
    .flatMap((file) => {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      return HOME.test(text) || (ROOT.length > 4 && text.includes(`${ROOT}/`))
        ? [`${file} names a folder of one machine`]
        : [];
    });
