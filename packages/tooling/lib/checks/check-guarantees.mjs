import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository-root.mjs';

const HEADING = /^## What is guaranteed\b.*$/m;
const HELD_BY = /\[`([^`]+)`\]\(([^)\s]+)\)/g;

/** Rows of the first table under the heading, as lists of cells; the header and the rule under it are left out. */
const listRows = (section) => {
  const table = section.split('\n\n').find((part) => part.trimStart().startsWith('|')) ?? '';
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
};

/**
 * What is wrong with a table of promises: each row's last cell names at least one test by its name, as a link to the file
 * that has it.
 *
 * @param {{ text: string, read: (file: string) => string | undefined }} options `read` gives a linked file's text
 */
export const findUnheldGuarantees = ({ text, read }) => {
  const [, section] = text.split(HEADING);
  if (section === undefined) return ['the README has no section "What is guaranteed"'];
  const rows = listRows(section.split(/^## /m)[0]);
  if (rows.length === 0) return ['"What is guaranteed" has no table'];
  return rows.flatMap((cells) => {
    const promise = `"${cells[0]}"`;
    const tests = [...(cells.at(-1) ?? '').matchAll(HELD_BY)];
    if (tests.length === 0) return [`${promise} names no test that holds it`];
    return tests.flatMap(([, name, file]) => {
      const source = /\.(test\.tsx?|spec\.ts|t\.sol)$/.test(file) ? read(file) : undefined;
      if (source === undefined) return [`${promise} is said to be held by ${file}, which is no file of tests`];
      return isDeclared(source, name)
        ? []
        : [`${promise} is said to be held by "${name}", which ${file} does not have`];
    });
  });
};

/** As a Solidity function or as the first argument of `it` or `test`: not in a comment, and not one that is skipped. */
const isDeclared = (source, name) =>
  source
    .split('\n')
    .map((line) => line.trim())
    .some(
      (line) =>
        line.startsWith(`function ${name}(`) || ["it('", "test('"].some((call) => line.startsWith(`${call}${name}'`)),
    );

/** Every promise of the main README names tests that exist. */
export const checkGuarantees = () =>
  findUnheldGuarantees({
    text: readFileSync(path.join(ROOT, 'README.md'), 'utf8'),
    read: (file) => {
      const full = path.join(ROOT, file);
      return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
    },
  });
