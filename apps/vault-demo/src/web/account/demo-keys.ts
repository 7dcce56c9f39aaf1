import type { Hex } from 'viem';
import { privateKeyToAddress } from 'viem/accounts';
import { z } from 'zod';

/** Keys of this browser's demo accounts, the one in use first. They hold play money of a local chain and nothing else. */
export type DemoKeys = readonly Hex[];

const STORAGE_KEY = 'harbor-vault-demo-keys';
const KEPT = 5;
const zKeys = z.array(z.custom<Hex>(isPrivateKey));

/** What this browser has kept; nothing when that cannot be read. */
export function readDemoKeys(storage: Pick<Storage, 'getItem'>): DemoKeys {
  try {
    return zKeys.parse(JSON.parse(storage.getItem(STORAGE_KEY) ?? '[]'));
  } catch {
    return [];
  }
}

/** Puts a key in use, a new one or an earlier one; the others stay, so that what lies in their accounts is not lost. */
export function keepDemoKey(storage: Pick<Storage, 'getItem' | 'setItem'>, key: Hex): DemoKeys {
  const keys = [key, ...readDemoKeys(storage).filter((known) => known !== key)].slice(0, KEPT);
  storage.setItem(STORAGE_KEY, JSON.stringify(keys));
  return keys;
}

function isPrivateKey(value: unknown): boolean {
  try {
    return privateKeyToAddress(z.string().parse(value) as Hex) !== undefined;
  } catch {
    return false;
  }
}
