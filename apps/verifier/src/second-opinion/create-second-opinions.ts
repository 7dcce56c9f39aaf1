import type { Logger } from '@postern/http-service';
import type { Random } from '@postern/primitives';
import type { ZkPresentation } from '@postern/protocol';
import type { SecondOpinions } from '@postern/verifier';

export type CreateSecondOpinionsOptions = {
  /** Always asks. */
  ask: SecondOpinions;
  /** Shares from 0 (never) to 1 (always). */
  rates: { proof: number; vcJwt: number };
  random: Random;
  logger: Pick<Logger, 'error'>;
};

/**
 * Asks for a share of the second opinions, drawn at random, so that nobody knows beforehand which. A disagreement means
 * that a check is at fault or that somebody found a way past it: it is logged, without what it was about, and from then on
 * until a restart every one of its kind is asked.
 */
export function createSecondOpinions(options: CreateSecondOpinionsOptions): SecondOpinions {
  const { ask, rates, random, logger } = options;
  const sample = <Subject>(about: {
    check: string;
    rate: number;
    ask: (subject: Subject) => Promise<boolean>;
  }): ((subject: Subject) => Promise<boolean>) => {
    let disagreements = 0;
    return async (subject) => {
      if (disagreements === 0 && !isDrawn(about.rate, random)) return true;
      const agrees = await about.ask(subject);
      if (!agrees) {
        disagreements += 1;
        const fields = { event: 'second_opinion_disagreed', check: about.check, count: disagreements };
        logger.error({ ...fields, code: 'ERR_VERIFIER_SECOND_OPINION' }, 'a second opinion disagrees: asking always');
      }
      return agrees;
    };
  };
  return {
    onProof: sample({
      check: 'proof',
      rate: rates.proof,
      ask: (presentation: ZkPresentation) => ask.onProof(presentation),
    }),
    onVcJwt: sample({ check: 'vc-jwt', rate: rates.vcJwt, ask: (jwt: string) => ask.onVcJwt(jwt) }),
  };
}

function isDrawn(rate: number, random: Random): boolean {
  const { buffer } = Uint8Array.from(random.bytes(4));
  return new DataView(buffer).getUint32(0) / 2 ** 32 < rate;
}
