/**
 * Mutation operators: each finds places in masked Solidity and says what to write there instead. Operators whose result
 * does not compile cost little: such mutants are counted apart, as invalid.
 *
 * @typedef {{ name: string, pattern: RegExp, replace: (match: RegExpMatchArray) => string[],
 *   skip?: (file: string) => boolean }} Operator
 */

const SWAPS = [
  ['relation', / (<=|>=|<|>|==|!=) /g, { '<': '<=', '<=': '<', '>': '>=', '>=': '>', '==': '!=', '!=': '==' }],
  ['arithmetic', / ([+\-*/%]) /g, { '+': '-', '-': '+', '*': '/', '/': '*', '%': '/' }],
  ['logic', / (&&|\|\|) /g, { '&&': '||', '||': '&&' }],
  ['shift', / (<<|>>) /g, { '<<': '>>', '>>': '<<' }],
  ['bits', / ([&|^]) /g, { '&': '|', '|': '&', '^': '|' }],
  ['boolean', /\b(true|false)\b/g, { true: 'false', false: 'true' }],
];

/** @type {Operator[]} */
export const OPERATORS = [
  ...SWAPS.map(([name, pattern, table]) => ({
    name,
    pattern,
    replace: ([whole, operator]) => [whole.replace(operator, table[operator])],
  })),
  { name: 'negation', pattern: /!(?=[A-Za-z_(])/g, replace: () => [''] },
  {
    name: 'constant',
    pattern: /(?<![\w.])(0x[0-9a-fA-F]+|\d[\d_]*)(?![\w.\]])/g,
    replace: ([text]) => [String(BigInt(text.replaceAll('_', '')) + 1n)],
  },
  // A refusal that is taken away: `if (…) revert X(…);` on one line or as a block, the same with the encoded error that
  // a check of PassRegistry returns, and `require(…)`.
  {
    name: 'removed check',
    pattern:
      /\bif \((?:[^(){};]|\((?:[^(){};]|\([^(){};]*\))*\))*\) (?:(?:revert|return) [^;]*;|\{\s*(?:revert|return) [^;]*;\s*\})/g,
    replace: () => ['{}'],
  },
  { name: 'removed check', pattern: /\brequire\([^;]*\);/g, replace: () => ['{}'] },
  // A call of a private check, an effect, an event: whole statements.
  {
    name: 'removed statement',
    pattern: /(?<=\n\s+)(?:_[a-z]\w*\([^;{}]*\)|delete [^;{}]*|emit [^;{}]*);/g,
    replace: () => ['{}'],
  },
  {
    name: 'removed statement',
    pattern: /(?<=\n\s+)[A-Za-z_][\w.]*(?:\[[^;={}]*\])*(?:\.\w+)* (?:[-+]?=) [^;{}]*;/g,
    replace: () => ['{}'],
  },
  {
    name: 'removed modifier',
    pattern: /(?<=\)[^;{}()]*)\b(restricted|nonReentrant|onlyAdmitted\([^)]*\))(?=[^;]*\{)/g,
    replace: () => [''],
  },
  // `external` to `public` changes nothing; a private function that becomes public is seen in the contract's ABI.
  {
    name: 'visibility',
    pattern: /(?<=function [^;{}]*\)\s[^;{}]*)\b(internal|private)\b(?=[^;]*\{)/g,
    replace: () => ['public'],
    skip: (file) => file.includes('/libraries/'),
  },
];
