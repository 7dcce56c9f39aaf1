import { readFile } from 'node:fs/promises';
import { parseStrictJson, PosternError } from '@postern/primitives';
import { hashPolicy, parseCanonicalPolicy } from '@postern/proof';
import {
  askSnarkjs,
  checkPresentation,
  circuitManifest,
  kycPresentationVerificationKey,
  PUBLIC_SIGNAL_NAMES,
  type PresentationCheckName,
  type PublicSignals,
  zPresentation,
} from '@postern/proof/verify';

export type VerifyFilesOptions = {
  presentationFile: string;
  /** Canonical policy JSON that the proof should be about. */
  policyFile?: string;
  /** Unix seconds. */
  now: number;
};

export type VerifyReport = {
  checks: { name: string; outcome: 'passed' | 'failed' | 'not reached'; code?: string }[];
  /** Without the nullifier: it is the holder's name at one gate, and belongs in no terminal or log. */
  signals: { name: string; value: string }[];
};

const SENTENCES: Record<PresentationCheckName, string> = {
  format: 'it is written as the format asks',
  signals: 'every public signal is a field element',
  points: 'every point is in its group',
  equation: 'the proof stands for its public signals',
};

/** Checks a presentation file offline: the proof, by us and by snarkjs, its policy, its times. Which roots are current only a chain can say. */
export const verifyFiles = async (options: VerifyFilesOptions): Promise<VerifyReport> => {
  const presentation = parseStrictJson(await readFile(options.presentationFile, 'utf8'));
  const verificationKey = kycPresentationVerificationKey;
  const { checks, signals } = await checkPresentation({ presentation, verificationKey });
  const named = checks.map(({ name, ...rest }) => ({ name: SENTENCES[name], ...rest }));
  const say = (name: string, holds: (known: PublicSignals) => boolean): VerifyReport['checks'][number] => ({
    name,
    outcome: signals === undefined ? 'not reached' : holds(signals) ? 'passed' : 'failed',
  });
  const times = [
    say('it was made in the past', (known) => known.now <= BigInt(options.now)),
    say('it has not expired', (known) => known.expiresAt > BigInt(options.now)),
  ];
  const policy = options.policyFile === undefined ? [] : [await checkPolicy(options.policyFile, say)];
  const shown = PUBLIC_SIGNAL_NAMES.filter((name) => name !== 'nullifier');
  return {
    checks: [...named, await checkBySnarkjs(presentation), ...times, ...policy],
    signals: signals === undefined ? [] : shown.map((name) => ({ name, value: String(signals[name]) })),
  };
};

/** Whatever our own checks say, as long as there is something to ask about. */
const checkBySnarkjs = async (presentation: unknown): Promise<VerifyReport['checks'][number]> => {
  const name = 'snarkjs takes the proof too';
  const read = zPresentation.safeParse(presentation);
  if (!read.success) return { name, outcome: 'not reached' };
  const takes = await askSnarkjs({ presentation: read.data, verificationKey: kycPresentationVerificationKey });
  return { name, outcome: takes ? 'passed' : 'failed' };
};

const checkPolicy = async (
  file: string,
  say: (name: string, holds: (known: PublicSignals) => boolean) => VerifyReport['checks'][number],
): Promise<VerifyReport['checks'][number]> => {
  const policyHash = hashPolicy(parseCanonicalPolicy((await readFile(file, 'utf8')).trim()));
  return say('it is about this policy', (known) => known.policyHash === policyHash);
};

const MARKS = { passed: '✓', failed: '✗', 'not reached': '·' } as const;

/** `postern verify`. @returns exit code: 0 when every check holds */
export const runVerify = async (options: VerifyFilesOptions): Promise<number> => {
  try {
    const { checks, signals } = await verifyFiles(options);
    for (const { name, outcome, code } of checks) {
      const why = outcome === 'passed' ? '' : ` (${code ?? outcome})`;
      process.stdout.write(`${MARKS[outcome]} ${name}${why}\n`);
    }
    for (const { name, value } of signals) process.stdout.write(`    ${name.padEnd(14)} ${value}\n`);
    process.stdout.write('Not checked here: whether the registry root is current. That needs the chain.\n');
    if (circuitManifest.development) process.stdout.write('DEVELOPMENT KEY: anybody can forge such a proof.\n');
    return checks.every(({ outcome }) => outcome === 'passed') ? 0 : 1;
  } catch (error) {
    if (!(error instanceof PosternError)) throw error;
    process.stderr.write(`✗ ${error.message} (${error.code})\n`);
    return 1;
  }
};
