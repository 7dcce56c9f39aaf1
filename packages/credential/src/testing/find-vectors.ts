import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Vectors of our own, which always run. */
export const OWN_VECTORS = new URL('../../vectors/', import.meta.url);

const CHECKOUT = new URL('../../../../', import.meta.url);

/**
 * Folder of vectors that others publish. They are no part of the repository: `POSTERN_VECTORS` names where they are,
 * `../shared/vectors` beside the checkout unless told. Where there are none, one line says so.
 *
 * @param name `wycheproof`: the files of https://github.com/C2SP/wycheproof; `w3c`: the input files of
 *   https://github.com/w3c/vc-data-model-2.0-test-suite
 */
export function findVectors(name: 'wycheproof' | 'w3c'): URL | undefined {
  const beside = new URL('../shared/vectors/', CHECKOUT);
  const { POSTERN_VECTORS: told } = process.env;
  const folder = new URL(`${name}/`, told === undefined || told === '' ? beside : pathToFileURL(`${told}/`));
  if (existsSync(folder)) return folder;
  process.stdout.write(`The vectors "${name}" are not here (POSTERN_VECTORS names their folder); ours were checked.\n`);
  return undefined;
}
