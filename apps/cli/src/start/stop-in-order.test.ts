import { describe, expect, it } from 'vitest';
import { stopInOrder } from './stop-in-order.ts';

describe('stopInOrder', () => {
  it('stops what was started last first, and the rest although one fails', async () => {
    const stopped: string[] = [];
    const close = (name: string): (() => Promise<unknown>) => {
      return () => Promise.resolve(stopped.push(name));
    };
    const failing = (): Promise<unknown> => Promise.reject(new Error('stuck'));
    await expect(stopInOrder([close('database'), failing, close('services')])).rejects.toThrow(AggregateError);
    expect(stopped).toEqual(['services', 'database']);
  });
});
