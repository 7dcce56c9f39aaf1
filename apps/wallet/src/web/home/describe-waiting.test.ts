import { expect, it } from 'vitest';
import { describeWaiting } from './describe-waiting.ts';

const states = ['submitted', 'in_review', 'approved', 'active', 'suspended', 'revoked', 'rejected', undefined] as const;

it('says of every state something else, and promises a card only after the decision', () => {
  const heads = states.map((state) => describeWaiting([{ issuer: 'https://bank.example', state }]));
  expect(new Set([...heads, describeWaiting([])]).size).toBe(states.length + 1);
  expect(states.filter((_, index) => heads[index]!.includes('card'))).toEqual(['approved', 'active']);
});
