import { createLogger } from '@postern/http-service';
import { describe, expect, it } from 'vitest';

import { createSecondOpinions } from './create-second-opinions.ts';

const PRESENTATION = { publicSignals: ['12345678901234567890'] } as never;

/** Draws come from the list, as shares of one; opinions from the switch. */
function create(options: { rate: number; draws?: number[] }) {
  const lines: string[] = [];
  const asked: unknown[] = [];
  const state = { agrees: true };
  const draws = [...(options.draws ?? [])];
  const answer = async (subject: unknown): Promise<boolean> => (asked.push(subject), state.agrees);
  const opinions = createSecondOpinions({
    ask: { onProof: answer, onVcJwt: answer },
    rates: { proof: options.rate, vcJwt: options.rate },
    random: {
      bytes: (length) => {
        const bytes = new Uint8Array(length);
        new DataView(bytes.buffer).setUint32(0, Math.floor((draws.shift() ?? 0.5) * 2 ** 32));
        return bytes;
      },
    },
    logger: createLogger({ name: 'verifier', level: 'info', destination: { write: (line) => void lines.push(line) } }),
  });
  return { opinions, asked, state, lines };
}

describe('createSecondOpinions', () => {
  it('asks about what is drawn, and takes the rest', async () => {
    const { opinions, asked } = create({ rate: 0.25, draws: [0, 0.2499, 0.25, 0.9] });
    const subjects = ['a', 'b', 'c', 'd'];
    for (const subject of subjects) expect(await opinions.onVcJwt(subject)).toBe(true);
    expect(asked).toEqual(['a', 'b']);
  });

  it.each([
    [0, 0, 0],
    [0, 0.999_999_999, 0],
    [1, 0, 1],
    [1, 0.999_999_999, 1],
  ])('asks at rate %d, drawn %d, %i times', async (rate, draw, times) => {
    const { opinions, asked } = create({ rate, draws: [draw] });
    await opinions.onProof(PRESENTATION);
    expect(asked).toHaveLength(times);
  });

  it('says no after a disagreement, asks always from then on about that kind, and only about that', async () => {
    const { opinions, asked, state } = create({ rate: 0.5, draws: [0.1, 0.9] });
    state.agrees = false;
    expect(await opinions.onProof(PRESENTATION)).toBe(false);
    expect(await opinions.onVcJwt('not drawn')).toBe(true);
    state.agrees = true;
    expect(await opinions.onProof(PRESENTATION)).toBe(true);
    expect(asked).toEqual([PRESENTATION, PRESENTATION]);
  });

  it('logs that it disagreed and how often, never about what', async () => {
    const { opinions, state, lines } = create({ rate: 1 });
    state.agrees = false;
    await opinions.onProof(PRESENTATION);
    await opinions.onProof(PRESENTATION);
    await opinions.onVcJwt('eyJ.secret.jwt');
    const fields = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(fields.map(({ level, event, check, count, code }) => [level, event, check, count, code])).toEqual([
      ['error', 'second_opinion_disagreed', 'proof', 1, 'ERR_VERIFIER_SECOND_OPINION'],
      ['error', 'second_opinion_disagreed', 'proof', 2, 'ERR_VERIFIER_SECOND_OPINION'],
      ['error', 'second_opinion_disagreed', 'vc-jwt', 1, 'ERR_VERIFIER_SECOND_OPINION'],
    ]);
    expect(lines.join('')).not.toMatch(/12345678901234567890|secret/);
  });

  it('passes on that it could not be asked: that is no yes', async () => {
    const { random, logger } = {
      random: { bytes: (length: number) => new Uint8Array(length) },
      logger: { error() {} },
    };
    const away = () => Promise.reject(new Error('away'));
    const opinions = createSecondOpinions({
      ...{ random, logger: logger as never, rates: { proof: 1, vcJwt: 1 }, ask: { onProof: away, onVcJwt: away } },
    });
    await expect(opinions.onProof(PRESENTATION)).rejects.toThrow();
    await expect(opinions.onVcJwt('jwt')).rejects.toThrow();
  });
});
