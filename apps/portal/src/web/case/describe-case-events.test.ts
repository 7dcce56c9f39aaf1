import { expect, it } from 'vitest';
import { describeCaseEvents } from './describe-case-events.ts';

it('tells what happened oldest first, then what is ahead', () => {
  const events = [
    { at: 20, kind: 'propose', actor: 'Mara Lindqvist', note: 'All clear' },
    { at: 10, kind: 'submitted' },
  ];
  expect(describeCaseEvents({ events, state: 'second_approval' })).toMatchObject([
    { title: 'Application received', at: 10 },
    { title: 'Approval proposed', at: 20, by: 'Mara Lindqvist', detail: 'All clear' },
    { title: 'Second approval' },
    { title: 'Credential' },
  ]);
});

it('keeps an event of a kind it has no words for', () => {
  expect(describeCaseEvents({ events: [{ at: 1, kind: 'list_recalculated' }], state: 'revoked' })).toMatchObject([
    { title: 'List recalculated' },
  ]);
});
