import { describe, expect, it } from 'vitest';
import { findUnheldGuarantees } from '../../lib/checks/check-guarantees.mjs';

const FILES: Readonly<Record<string, string>> = {
  'a/Gate.t.sol': 'contract GateTest {\n    function test_staysShut() public {\n',
  'b/gate.test.ts': "  it('stays shut', () => {\n  // it('opens', () => {\n  it.skip('is tried', () => {\n",
};
const find = (row: string, heading = '## What is guaranteed, and what is not') => {
  const text = `# Title\n\n${heading}\n\n| promise | assuming | held by |\n|---|---|---|\n${row}\n\nRest.\n\n## Next\n`;
  return findUnheldGuarantees({ text, read: (file) => FILES[file] });
};

describe('findUnheldGuarantees', () => {
  it('lets a promise be that names a test of Solidity or TypeScript', () => {
    expect(find('| It holds | — | [`test_staysShut`](a/Gate.t.sol), [`stays shut`](b/gate.test.ts) |')).toEqual([]);
  });

  it.each([
    ['names no test', '| It holds | — | — |'],
    ['names a test that is not there', '| It holds | — | [`test_opens`](a/Gate.t.sol) |'],
    ['names a test by a part of its name', '| It holds | — | [`stays`](b/gate.test.ts) |'],
    ['names one that is in a comment', '| It holds | — | [`opens`](b/gate.test.ts) |'],
    ['names one that is skipped', '| It holds | — | [`is tried`](b/gate.test.ts) |'],
    ['names a file that is not there', '| It holds | — | [`test_staysShut`](c/Gate.t.sol) |'],
    ['names a file without tests', '| It holds | — | [`test_staysShut`](a/Gate.sol) |'],
    ['names tests in another column only', '| It holds | [`test_staysShut`](a/Gate.t.sol) | — |'],
  ])('finds a promise that %s', (_what, row) => {
    expect(find(row)).toHaveLength(1);
  });

  it('finds that section or table are missing', () => {
    expect(find('', '## Something else')).toHaveLength(1);
    expect(findUnheldGuarantees({ text: '## What is guaranteed\n\nAll.\n', read: () => undefined })).toHaveLength(1);
  });
});
