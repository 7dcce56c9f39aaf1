import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { zSeed } from './env.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('the README', () => {
  it('shows a seed that the service takes', () => {
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];
    const seed: unknown = JSON.parse(example.replaceAll('0x…', `0x${'ab'.repeat(32)}`));
    expect(zSeed.parse(seed).protocols).toMatchObject([{ slug: 'demo-vault' }]);
  });
});
