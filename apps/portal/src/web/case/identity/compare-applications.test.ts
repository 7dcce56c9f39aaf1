import { expect, it } from 'vitest';
import { createCandidate, createDetail } from '../../testing/case-detail.ts';
import { compareApplications } from './compare-applications.ts';

it('marks what differs and nothing else, and leaves out what neither states', () => {
  const here = createDetail().application;
  const facts = compareApplications({ here, there: createCandidate().application });
  expect(facts.filter(({ differs }) => differs).map(({ here: left, there }) => [left, there])).toEqual([
    ['Żółć', 'Zolc'],
    ['AB123456', 'CD999999'],
  ]);
  expect(facts.some(({ label }) => label === 'E-mail')).toBe(false);
  expect(compareApplications({ here, there: here }).some(({ differs }) => differs)).toBe(false);
});

it('shows a fact that one file alone states', () => {
  const here = createDetail().application;
  const facts = compareApplications({ here, there: { ...here, email: 'a@bank.example' } });
  expect(facts.find(({ differs }) => differs)).toMatchObject({ here: '', there: 'a@bank.example' });
});
