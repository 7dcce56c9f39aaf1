import { bytesToHex, isLocalChain, PosternError } from '@postern/primitives';

import { BASE_FIELD_ORDER } from '../curve/base-field-order.ts';
import { type Bn254Curve, loadSingleThreadCurve } from '../curve/bn254-curve.ts';
import { isInGroup, toBigints } from '../curve/is-in-group.ts';
import { type VerificationKey, zVerificationKey } from './verification-key.ts';

/** The verification key must not be used here. */
export class VerificationKeyError extends PosternError<
  | 'ERR_VERIFICATION_KEY_MALFORMED'
  | 'ERR_VERIFICATION_KEY_NO_CONTRIBUTION'
  | 'ERR_VERIFICATION_KEY_POINT'
  | 'ERR_VERIFICATION_KEY_NOT_IN_MANIFEST'
  | 'ERR_VERIFICATION_KEY_DEVELOPMENT'
> {}

export type AssertVerificationKeyAcceptableOptions = {
  verificationKey: unknown;
  /** What the build says about the key; see `circuitManifest`. */
  manifest: {
    readonly development: boolean;
    readonly publicSignals: readonly string[];
    readonly files: { readonly vkey: { readonly sha256: string } };
  };
  /** Chain whose gate the key is used for. */
  chainId: number;
};

/**
 * The gate before any use of a verification key: at build, at deployment, at service start and in the wallet.
 *
 * @throws {VerificationKeyError} malformed; gamma = delta (no phase-2 contribution: anybody can forge); a point off the
 *   curve or out of the subgroup; another key than the manifest's; a development key on a chain that is not local
 */
export async function assertVerificationKeyAcceptable(options: AssertVerificationKeyAcceptableOptions): Promise<void> {
  const { manifest, chainId } = options;
  const key = assertWellFormed(options.verificationKey, manifest.publicSignals.length);
  assertContributed(key);
  assertPoints(key, await loadSingleThreadCurve());
  await assertInManifest(key, manifest.files.vkey.sha256);
  if (manifest.development && !isLocalChain(chainId)) {
    throw new VerificationKeyError(
      'ERR_VERIFICATION_KEY_DEVELOPMENT',
      'Development keys are forgeable by anybody and are refused outside local chains.',
      { details: { chainId } },
    );
  }
}

function assertWellFormed(value: unknown, count: number): VerificationKey {
  const parsed = zVerificationKey.safeParse(value);
  if (!parsed.success || parsed.data.nPublic !== count || parsed.data.IC.length !== count + 1) {
    throw new VerificationKeyError('ERR_VERIFICATION_KEY_MALFORMED', 'The verification key is not of this circuit.');
  }
  return value as VerificationKey;
}

function assertContributed(key: VerificationKey): void {
  if (key.vk_gamma_2.flat().join() === key.vk_delta_2.flat().join()) {
    throw new VerificationKeyError('ERR_VERIFICATION_KEY_NO_CONTRIBUTION', 'The key has no phase-2 contribution.');
  }
}

function assertPoints(key: VerificationKey, curve: Bn254Curve): void {
  const g1 = [key.vk_alpha_1, ...key.IC];
  const g2 = [key.vk_beta_2, key.vk_gamma_2, key.vk_delta_2];
  const isCanonical = [...g1, ...g2].flat(2).every((coordinate) => BigInt(coordinate) < BASE_FIELD_ORDER);
  const isSound = (group: Bn254Curve['G1'], coordinates: unknown) =>
    isInGroup(group, group.fromObject(toBigints(coordinates)));
  if (
    !isCanonical ||
    !g1.every((point) => isSound(curve.G1, point)) ||
    !g2.every((point) => isSound(curve.G2, point))
  ) {
    throw new VerificationKeyError('ERR_VERIFICATION_KEY_POINT', 'A point of the key is not in its group.');
  }
}

async function assertInManifest(key: VerificationKey, expected: string): Promise<void> {
  // The build writes the key in this very form; the file's hash is the one in the manifest.
  const text = new TextEncoder().encode(`${JSON.stringify(key, null, 1)}\n`);
  const digest = bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', text))).slice(2);
  if (digest !== expected) {
    throw new VerificationKeyError('ERR_VERIFICATION_KEY_NOT_IN_MANIFEST', 'The manifest names another key.');
  }
}
