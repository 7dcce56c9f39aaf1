import { readFileSync } from 'node:fs';
import { zIssuerSeed } from '@postern/issuer';
import { describe, expect, it } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('the README', () => {
  it('shows a seed that the service takes', () => {
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];
    const seed: unknown = JSON.parse(example.replaceAll('0x…', `0x${'ab'.repeat(32)}`));
    expect(zIssuerSeed.parse(seed).tenants).toMatchObject([{ slug: 'demo-bank' }]);
  });
});
