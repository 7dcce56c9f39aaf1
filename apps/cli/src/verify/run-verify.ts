import { readFile } from 'node:fs/promises';
import { parseStrictJson, PosternError } from '@postern/primitives';
import { hashPolicy, parseCanonicalPolicy } from '@postern/proof';
import {
  kycPresentationVerificationKey,
  parsePresentation,
  PUBLIC_SIGNAL_NAMES,
  releaseProofWorkers,
  verifyPresentationProof,
} from '@postern/proof/verify';

export type VerifyFilesOptions = {
  presentationFile: string;
  /** Canonical policy JSON that the proof should be about. */
  policyFile?: string;
  /** Unix seconds. */
  now: number;
};

export type VerifyReport = { checks: { name: string; ok: boolean }[]; signals: { name: string; value: string }[] };

/** Checks a presentation file offline: the proof, its policy, its times. Which roots are current only a chain can say. */
export const verifyFiles = async (options: VerifyFilesOptions): Promise<VerifyReport> => {
  const presentation = parsePresentation(parseStrictJson(await readFile(options.presentationFile, 'utf8')));
  const signals = await verifyPresentationProof({ presentation, verificationKey: kycPresentationVerificationKey });
  const checks = [
    { name: 'the proof stands for its public signals', ok: true },
    { name: 'it was made in the past', ok: signals.now <= BigInt(options.now) },
    { name: 'it has not expired', ok: signals.expiresAt > BigInt(options.now) },
  ];
  if (options.policyFile !== undefined) {
    const policy = parseCanonicalPolicy((await readFile(options.policyFile, 'utf8')).trim());
    checks.push({ name: 'it is about this policy', ok: signals.policyHash === hashPolicy(policy) });
  }
  return { checks, signals: PUBLIC_SIGNAL_NAMES.map((name) => ({ name, value: String(signals[name]) })) };
};

/** `postern verify`. @returns exit code: 0 when every check holds */
export const runVerify = async (options: VerifyFilesOptions): Promise<number> => {
  try {
    const { checks, signals } = await verifyFiles(options);
    for (const { name, ok } of checks) process.stdout.write(`${ok ? '✓' : '✗'} ${name}\n`);
    for (const { name, value } of signals) process.stdout.write(`    ${name.padEnd(14)} ${value}\n`);
    process.stdout.write('Not checked here: whether the registry root is current. That needs the chain.\n');
    return checks.every(({ ok }) => ok) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof PosternError)) throw error;
    process.stderr.write(`✗ ${error.message} (${error.code})\n`);
    return 1;
  } finally {
    await releaseProofWorkers();
  }
};
