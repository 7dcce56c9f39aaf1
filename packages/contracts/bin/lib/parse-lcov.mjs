/** Reads lcov's text format as far as forge writes it. */

/**
 * @param {string} text
 * @returns {{ file: string, lines: Count, functions: Count, branches: Count, missed: string[] }[]}
 * @typedef {{ hit: number, found: number }} Count
 */
export function parseLcov(text) {
  return text
    .split('end_of_record')
    .map((record) => record.trim().split('\n'))
    .filter((lines) => lines.some((line) => line.startsWith('SF:')))
    .map((lines) => {
      const valuesOf = (key) =>
        lines.filter((line) => line.startsWith(`${key}:`)).map((line) => line.slice(key.length + 1));
      const count = (key) => Number(valuesOf(key)[0] ?? 0);
      const missedLines = valuesOf('DA')
        .map((value) => value.split(','))
        .filter(([, hits]) => hits === '0')
        .map(([line]) => `line ${line}`);
      const missedBranches = valuesOf('BRDA')
        .map((value) => value.split(','))
        .filter(([, , , taken]) => taken === '0' || taken === '-')
        .map(([line, , branch]) => `branch ${branch} at line ${line}`);
      return {
        file: valuesOf('SF')[0],
        lines: { hit: count('LH'), found: count('LF') },
        functions: { hit: count('FNH'), found: count('FNF') },
        branches: { hit: count('BRH'), found: count('BRF') },
        missed: [...missedLines, ...missedBranches],
      };
    })
    .sort((a, b) => a.file.localeCompare(b.file));
}

/** A table, what is missing, and whether everything was reached. */
export function formatCoverage(files) {
  const show = ({ hit, found }) => `${hit}/${found}`.padStart(10);
  const rows = files.map(
    ({ file, lines, functions, branches }) =>
      `${file.replace('packages/contracts/src/', '').padEnd(44)}${show(lines)}${show(functions)}${show(branches)}`,
  );
  const missing = files.flatMap(({ file, missed }) => missed.map((what) => `${file}: ${what} not reached`));
  const complete = files.every(({ lines, functions, branches }) =>
    [lines, functions, branches].every(({ hit, found }) => hit === found),
  );
  const head = `${'contract'.padEnd(44)}${['lines', 'functions', 'branches'].map((name) => name.padStart(10)).join('')}`;
  const verdict = complete ? 'every line, function and branch is reached' : 'NOT everything is reached';
  return { text: `${[head, ...rows, ...missing, verdict].join('\n')}\n`, complete };
}
