import { bytesToHex, keccak256 } from '@postern/primitives';

import type { Deployment } from '../../deployment.ts';
import { TABLE_NAMES } from '../state/mirror-tables.ts';
import type { MirrorChain } from '../sync/mirror-chain.ts';

/** What a checkpoint must be about; anything else is a mirror of something else. */
export type MirrorIdentity = Pick<
  Deployment,
  'chainId' | 'deployedAtBlock' | 'trustRegistry' | 'policyRegistry' | 'passRegistry'
>;

export const CHECKPOINT_VERSION = 2;

/** The mirror's state as text: first line Keccak-256 of the rest, then JSON in which a bigint is `{"bigint":"…"}`. */
export function encodeCheckpoint(options: { identity: MirrorIdentity; chain: MirrorChain }): string {
  const { identity, chain } = options;
  const body = JSON.stringify(
    {
      version: CHECKPOINT_VERSION,
      identity: pickIdentity(identity),
      window: chain.window,
      terms: [...chain.terms],
      rows: Object.fromEntries(TABLE_NAMES.map((name) => [name, [...chain.tables[name].entries()]])),
    },
    (_, value: unknown) => (typeof value === 'bigint' ? { bigint: String(value) } : value),
  );
  return `${hashBody(body)}\n${body}`;
}

/** Keccak-256 over the UTF-8 of the body, in hex. */
export function hashBody(body: string): string {
  return bytesToHex(keccak256(body));
}

/** The members that count, in one order. */
export function pickIdentity(identity: MirrorIdentity): MirrorIdentity {
  const { chainId, deployedAtBlock, trustRegistry, policyRegistry, passRegistry } = identity;
  return { chainId, deployedAtBlock, trustRegistry, policyRegistry, passRegistry };
}
