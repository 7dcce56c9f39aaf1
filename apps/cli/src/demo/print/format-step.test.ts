import { describe, expect, it } from 'vitest';
import { formatStep, formatTable } from './format-step.ts';

const hash = `0x${'ab'.repeat(32)}` as const;

describe('formatStep', () => {
  it('says time, what is true, transaction and gas in one line', () => {
    const text = formatStep({
      title: 'Admit',
      milliseconds: 1234,
      note: 'pass until 3 May',
      ok: true,
      transaction: { hash, gasUsed: 345_678n },
    });
    expect(text).toContain('1.23 s');
    expect(text).toContain(hash);
    expect(text).toContain('345,678');
    expect(text.split('\n')).toHaveLength(1);
  });
});

describe('formatTable', () => {
  it('counts what failed', () => {
    const text = formatTable([
      { title: 'a', milliseconds: 1, note: '', ok: true },
      { title: 'b', milliseconds: 1, note: '', ok: false },
    ]);
    expect(text).toContain('FAILED');
    expect(text).toContain('1 ok, 1 failed');
  });
});
