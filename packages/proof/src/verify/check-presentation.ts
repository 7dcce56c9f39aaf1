import type { VerificationKey } from '../keys/verification-key.ts';
import {
  namePublicSignals,
  parsePresentation,
  type Presentation,
  PresentationError,
  type PublicSignals,
} from '../presentation/presentation.ts';
import { PRESENTATION_CHECKS } from './presentation-checks.ts';

/** The checks by name, in their order. */
export type PresentationCheckName = 'format' | (typeof PRESENTATION_CHECKS)[number]['name'];

export type PresentationCheck = {
  name: PresentationCheckName;
  outcome: 'passed' | 'failed' | 'not reached';
  /** Of the failure. */
  code?: string;
};

export type PresentationReport = {
  checks: PresentationCheck[];
  /** Only when every check passed. */
  signals?: PublicSignals;
};

/**
 * Like `verifyPresentationProof` on a value from outside, as a report: each check with its outcome. What comes after a
 * failure is not looked at.
 *
 * @throws nothing of the presentation's making; an error that is no verdict is passed on
 */
export async function checkPresentation(options: {
  presentation: unknown;
  verificationKey: VerificationKey;
}): Promise<PresentationReport> {
  const checks: PresentationCheck[] = [];
  const run = async <Result>(
    name: PresentationCheckName,
    check: () => Result,
  ): Promise<Awaited<Result> | undefined> => {
    if (checks.some(({ outcome }) => outcome !== 'passed')) {
      checks.push({ name, outcome: 'not reached' });
      return undefined;
    }
    try {
      const result = await check();
      checks.push({ name, outcome: 'passed' });
      return result;
    } catch (error) {
      if (!(error instanceof PresentationError)) throw error;
      checks.push({ name, outcome: 'failed', code: error.code });
      return undefined;
    }
  };

  const presentation = await run('format', () => parseFormat(options.presentation));
  const input = { presentation: presentation as Presentation, verificationKey: options.verificationKey };
  for (const { name, check } of PRESENTATION_CHECKS) await run(name, () => check(input));
  const stands = checks.every(({ outcome }) => outcome === 'passed');
  return stands ? { checks, signals: namePublicSignals(input.presentation) } : { checks };
}

/** A signal out of the field is the next check's to name. */
function parseFormat(value: unknown): Presentation {
  try {
    return parsePresentation(value);
  } catch (error) {
    if (error instanceof PresentationError && error.code === 'ERR_PRESENTATION_SIGNAL_OUT_OF_RANGE') {
      return value as Presentation;
    }
    throw error;
  }
}
