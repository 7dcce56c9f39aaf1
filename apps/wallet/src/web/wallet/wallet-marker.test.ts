import { expect, it } from 'vitest';
import { createWalletMarker } from './wallet-marker.ts';

function createPlaces() {
  const kept = new Map<string, string>();
  const cookies = new Map<string, string>([['other', '1']]);
  const page = {
    get cookie() {
      return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    },
    set cookie(text: string) {
      const [name = '', value = ''] = text.split(';')[0]!.split('=');
      if (text.includes('max-age=0')) cookies.delete(name);
      else cookies.set(name, value);
    },
  };
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return { kept, cookies, marker: createWalletMarker({ document: () => page, storage: () => storage }) };
}

it('tells a lost wallet from a new one, whichever place was emptied', () => {
  const { kept, cookies, marker } = createPlaces();
  expect(marker.read()).toBe(false);
  marker.write();
  kept.clear();
  expect(marker.read()).toBe(true);
  marker.write();
  cookies.clear();
  expect(marker.read()).toBe(true);
  marker.forget();
  expect(marker.read()).toBe(false);
});

it('is no obstacle where a browser keeps nothing', () => {
  const refuse = () => {
    throw new DOMException('no', 'SecurityError');
  };
  const marker = createWalletMarker({ document: refuse, storage: refuse });
  marker.write();
  marker.forget();
  expect(marker.read()).toBe(false);
});
