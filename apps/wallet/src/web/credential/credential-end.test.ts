import type { StoredCredential } from '@postern/holder';
import { describe, expect, it } from 'vitest';
import { describeEnd, describeNearEnd } from './credential-end.ts';

const DAY = 86_400;
/** The midnight after 30 June. */
const END = Date.UTC(2027, 6, 1) / 1000;
const RENEWAL = { authorizationServer: 'https://bank.example', configurationIds: ['a'], tokens: { accessToken: 'a' } };

const credentialOf = (change: Partial<StoredCredential> = {}, ends: readonly (number | undefined)[] = [END]) =>
  ({
    receivedAt: END - 200 * DAY,
    documents: ends.map((expiresAt) => ({ expiresAt })),
    renewal: RENEWAL,
    ...change,
  }) as unknown as StoredCredential;
const near = (secondsLeft: number, change: Partial<StoredCredential> = {}) =>
  describeNearEnd({ credential: credentialOf(change), now: END - secondsLeft });

describe('the end of a credential', () => {
  it('is that of the part that ends first, as a day in UTC', () => {
    expect(describeEnd(credentialOf({}, [END + DAY, undefined, END]))).toBe('Valid until 30 June 2027');
    expect(describeEnd(credentialOf({}, [undefined]))).toBe('No end date');
    // Of an issuer that ends its own in the middle of a day.
    expect(describeEnd(credentialOf({}, [END - 1000]))).toBe('Valid until 30 June 2027');
  });

  it.each([
    ['the first second of its last day', DAY, 'This credential ends in one day, on 30 June 2027.'],
    ['the last second of its last day', 1, 'This credential ends within a day.'],
    ['the first second after it', 0, 'This credential ran out on 30 June 2027.'],
  ])('is not past at %s, but after it', (_, secondsLeft, sentence) => {
    expect(near(secondsLeft)?.sentence).toBe(sentence);
  });

  it.each([
    [30 * DAY + 1, undefined],
    [30 * DAY, 'This credential ends in 30 days, on 30 June 2027.'],
    [2 * DAY - 1, 'This credential ends in one day, on 30 June 2027.'],
    [DAY - 1, 'This credential ends within a day.'],
    [0, 'This credential ran out on 30 June 2027.'],
  ])('is spoken of %i seconds before as %s', (secondsLeft, sentence) => {
    expect(near(secondsLeft)?.sentence).toBe(sentence);
  });

  it('may move by renewing, unless the bank gave it so late already or let nothing be renewed', () => {
    expect(near(DAY)?.mayRenew).toBe(true);
    expect(near(DAY, { receivedAt: END - 30 * DAY })?.mayRenew).toBe(false);
    expect(near(DAY, { renewal: undefined })?.mayRenew).toBe(false);
  });
});
