import { describe, expect, it } from 'vitest';
import { matchEntityTag } from './match-entity-tag.ts';

const entityTag = '"token-7"';

describe('matchEntityTag', () => {
  it.each(['"token-7"', 'W/"token-7"', '"a", W/"token-7"', '"a","token-7" , "b"', '*', ' * '])('takes %s', (given) => {
    expect(matchEntityTag({ ifNoneMatch: given, entityTag })).toBe(true);
  });

  it.each([undefined, '', '"token-8"', 'token-7', '"token-7', '"a" "b', '*, "a"', 'W/token-7', '"x\\"token-7"'])(
    'does not take %s',
    (given) => {
      expect(matchEntityTag({ ifNoneMatch: given, entityTag })).toBe(false);
    },
  );

  it('reads a long header that almost fits in no time', () => {
    const start = performance.now();
    matchEntityTag({ ifNoneMatch: `${'"a",   '.repeat(2000)}x`, entityTag });
    expect(performance.now() - start).toBeLessThan(200);
  });
});
