import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runExplain } from './run-explain.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postern-policy-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function explain(text: string): Promise<{ code: number; lines: string[] }> {
  const policyFile = path.join(folder, 'policy.json');
  await writeFile(policyFile, text);
  const lines: string[] = [];
  return { code: await runExplain({ policyFile, print: (line) => lines.push(line) }), lines };
}

describe('postern policy explain', () => {
  it('explains a policy as people write it, and its canonical form to the same hash', async () => {
    const first = await explain('{ "residence": { "notIn": ["KP", "IR"] }, "age": { "atLeast": 18 }, "issuers": [1] }');
    expect(first.code).toBe(0);
    expect(first.lines.filter((line) => line.startsWith('- ')).length).toBeGreaterThan(1);
    const canonical = first.lines.find((line) => line.startsWith('canonical'))!.replace('canonical  ', '');
    expect(await explain(canonical)).toEqual(first);
  });

  it.each([
    ['not JSON', 'age >= 18', 'ERR_JSON_SYNTAX'],
    ['a repeated member', '{"issuers":[1],"issuers":[2]}', 'ERR_JSON_DUPLICATE_MEMBER'],
    ['an unknown member', '{"issuers":[1],"shoeSize":{"atLeast":40}}', 'ERR_POLICY_MALFORMED'],
  ])('refuses %s with its code', async (_, text, code) => {
    const { code: exit, lines } = await explain(text);
    expect(exit).toBe(1);
    expect(lines.join('\n')).toContain(code);
  });

  it('says that a file is not there', async () => {
    expect(await runExplain({ policyFile: path.join(folder, 'none.json'), print: () => undefined })).toBe(1);
  });
});
