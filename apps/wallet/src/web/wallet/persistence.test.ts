import { expect, it, vi } from 'vitest';
import { createPersistence } from './persistence.ts';

function createWorld(answer: boolean) {
  const kept = new Map<string, string>();
  let isPersisted = false;
  const persist = vi.fn(async () => (isPersisted = answer));
  const create = () =>
    createPersistence({
      manager: { persist, persisted: async () => isPersisted },
      storage: () => ({
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
      }),
    });
  return { persist, create };
}

it.each([
  [true, 'granted'],
  [false, 'refused'],
] as const)('asks once, over all tabs, and tells the outcome: %s', async (answer, outcome) => {
  const { persist, create } = createWorld(answer);
  const persistence = create();
  expect(await persistence.read()).toBe('not-asked');
  await persistence.askOnce();
  await persistence.askOnce();
  await create().askOnce();
  expect(persist).toHaveBeenCalledOnce();
  expect(await create().read()).toBe(outcome);
});

it('knows nothing where the browser makes no such promise, or fails', async () => {
  const refuse = () => {
    throw new DOMException('no', 'SecurityError');
  };
  expect(await createPersistence({ manager: undefined, storage: refuse }).read()).toBe('unknown');
  const reject = () => Promise.reject(new TypeError('no'));
  const persistence = createPersistence({ manager: { persist: reject, persisted: reject }, storage: refuse });
  await persistence.askOnce();
  expect(await persistence.read()).toBe('unknown');
});
