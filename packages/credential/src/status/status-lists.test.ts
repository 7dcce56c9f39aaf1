import { createStatusBits, setStatusBit, STATUS_LIST_SIZE } from '@postern/primitives';
import { describe, expect, it } from 'vitest';

import { decodeBitstringList, encodeBitstringList } from './bitstring-status-list.ts';
import {
  combineStatusBits,
  decodeTokenStatusList,
  encodeTokenStatusList,
  readTokenStatus,
} from './token-status-list.ts';

function bitsWith(...indexes: number[]): Uint8Array {
  const bits = createStatusBits();
  for (const index of indexes) setStatusBit(bits, index, true);
  return bits;
}

const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

describe('status lists', () => {
  const revoked = bitsWith(0, 9, STATUS_LIST_SIZE - 1);
  const suspended = bitsWith(9, 10);

  it('agree in all encodings', async () => {
    expect(same(await decodeBitstringList(await encodeBitstringList(revoked)), revoked)).toBe(true);
    const decoded = await decodeTokenStatusList(await encodeTokenStatusList({ revoked, suspended }));
    expect(same(decoded.revoked, revoked)).toBe(true);
    expect(readTokenStatus({ ...decoded, index: 9 })).toBe('revoked');
    expect(readTokenStatus({ ...decoded, index: 10 })).toBe('suspended');
    expect(readTokenStatus({ ...decoded, index: 11 })).toBe('valid');
    expect(same(combineStatusBits({ revoked, suspended }), bitsWith(0, 9, 10, STATUS_LIST_SIZE - 1))).toBe(true);
  });

  it('refuse a list that unpacks beyond the published size', async () => {
    const bomb = new Uint8Array(
      await new Response(
        new Blob([new Uint8Array(5_000_000)]).stream().pipeThrough(new CompressionStream('gzip')),
      ).arrayBuffer(),
    );
    const text = `u${Buffer.from(bomb).toString('base64url')}`;
    await expect(decodeBitstringList(text)).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_TOO_LARGE' });
    await expect(decodeBitstringList('zAAAA')).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_MALFORMED' });
  });
});
