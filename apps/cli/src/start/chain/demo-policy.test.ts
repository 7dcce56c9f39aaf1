import { compilePolicy, explainPolicy } from '@postern/proof';
import { expect, it } from 'vitest';
import { createDemoPolicy } from './demo-policy.ts';

it('says openly that it takes made-up people, and asks nothing that no check established', () => {
  const policy = createDemoPolicy(1);
  const sentences = explainPolicy(compilePolicy({ policy }));
  expect(sentences).toContain('Your credential may be test data: made-up people are accepted.');
  expect(policy).not.toHaveProperty('screened');
  expect(policy).not.toHaveProperty('flags');
});
