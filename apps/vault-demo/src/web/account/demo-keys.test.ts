import { generatePrivateKey } from 'viem/accounts';
import { beforeEach, describe, expect, it } from 'vitest';
import { keepDemoKey, readDemoKeys } from './demo-keys.ts';

let kept: Map<string, string>;
const storage = {
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => void kept.set(name, value),
};
beforeEach(() => {
  kept = new Map();
});

describe('the demo keys of a browser', () => {
  it('are none at first, and then the same at every reading', () => {
    expect(readDemoKeys(storage)).toEqual([]);
    const key = generatePrivateKey();
    expect(keepDemoKey(storage, key)).toEqual([key]);
    expect(readDemoKeys(storage)).toEqual([key]);
  });

  it('keep the earlier ones behind a new one, and bring one of them to the front again', () => {
    const [first, second] = [generatePrivateKey(), generatePrivateKey()];
    keepDemoKey(storage, first);
    expect(keepDemoKey(storage, second)).toEqual([second, first]);
    expect(keepDemoKey(storage, first)).toEqual([first, second]);
  });

  it('are five at most', () => {
    const keys = Array.from({ length: 7 }, generatePrivateKey);
    for (const key of keys) keepDemoKey(storage, key);
    expect(readDemoKeys(storage)).toEqual(keys.toReversed().slice(0, 5));
  });

  it.each(['no JSON', '{}', '["0x12"]', `["0x${'0'.repeat(64)}"]`, `["0x${'f'.repeat(64)}"]`, '[7]'])(
    'are none when the storage holds %s',
    (text) => {
      const key = generatePrivateKey();
      keepDemoKey(storage, key);
      for (const name of kept.keys()) kept.set(name, text);
      expect(readDemoKeys(storage)).toEqual([]);
      expect(keepDemoKey(storage, key)).toEqual([key]);
    },
  );
});
