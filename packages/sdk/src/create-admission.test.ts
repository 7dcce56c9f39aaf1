import { passRegistryAbi } from '@postern/contracts';
import { decodeFunctionData } from 'viem';
import { describe, expect, it } from 'vitest';

import { encodeAdmitCall } from './create-admission.ts';

const presentation = {
  circuit: 'kyc-presentation/1' as const,
  proof: {
    a: ['1', '2'],
    b: [
      ['3', '4'],
      ['5', '6'],
    ],
    c: ['7', '8'],
  } satisfies unknown as {
    a: [string, string];
    b: [[string, string], [string, string]];
    c: [string, string];
  },
  publicSignals: ['11', '12', '13', '14', '15', '16', '17', '18'],
};

describe('encodeAdmitCall', () => {
  it('swaps the coordinates of b and keeps the order of the signals', () => {
    const account = '0x00000000000000000000000000000000000000AA';
    const data = encodeAdmitCall({ policyId: `0x${'01'.repeat(32)}`, account, presentation });
    const { functionName, args } = decodeFunctionData({ abi: passRegistryAbi, data });
    expect(functionName).toBe('admit');
    expect(args?.[2]).toEqual({
      a: [1n, 2n],
      b: [
        [4n, 3n],
        [6n, 5n],
      ],
      c: [7n, 8n],
    });
    expect(args?.[3]).toEqual([11n, 12n, 13n, 14n, 15n, 16n, 17n, 18n]);
    expect(args?.[4]).toBe('0x');
  });
});
