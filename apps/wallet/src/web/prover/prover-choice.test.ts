import { expect, it } from 'vitest';
import { createProverChoice } from './prover-choice.ts';

/** Like the browser's, with as much as is used. */
function createMemoryStorage(kept: Record<string, string> = {}) {
  return {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => void (kept[key] = value),
    removeItem: (key: string) => void delete kept[key],
  };
}

it('is the fast prover until the holder chooses, and stays chosen after a reload', () => {
  const storage = createMemoryStorage();
  const choice = createProverChoice({ storage: () => storage });
  expect(choice.read()).toBe('fast');
  choice.write('snarkjs');
  expect([choice.read(), createProverChoice({ storage: () => storage }).read()]).toEqual(['snarkjs', 'snarkjs']);
  choice.forget();
  expect(createProverChoice({ storage: () => storage }).read()).toBe('fast');
});

it('takes nothing else that is kept there for a choice', () => {
  const choice = createProverChoice({ storage: () => createMemoryStorage({ 'postern-prover': 'toString' }) });
  expect(choice.read()).toBe('fast');
});

it('lasts for the tab where the browser keeps nothing', () => {
  const choice = createProverChoice({
    storage: () => {
      throw new DOMException('denied', 'SecurityError');
    },
  });
  choice.write('snarkjs');
  expect(choice.read()).toBe('snarkjs');
  choice.forget();
  expect(choice.read()).toBe('fast');
});
