import {
  type CredentialCheck,
  findNextProofMinute,
  HolderError,
  type GrantRecord,
  type RequestedPolicy,
} from '@postern/holder';
import type { Clock } from '@postern/primitives';

type Ready = Extract<CredentialCheck, { state: 'ready' }>;

const LONGEST_WAIT_SECONDS = 120;
const STEP_SECONDS = 5;

/**
 * Waits until the gate takes the next proof: a registry takes one a minute from one person. A session's proof waits for
 * nothing.
 *
 * @param options.look checks the credential again, by a newer block
 * @param options.onWait told once, before the first wait
 * @returns the check by which to prove: the given one if there is nothing to wait for
 * @throws {HolderError} ERR_PROOF_MINUTE the chain has had no new block for too long
 */
export async function awaitNextMinute(options: {
  ready: Ready;
  policy: RequestedPolicy;
  grants: readonly GrantRecord[];
  look: () => Promise<CredentialCheck>;
  sleep: (milliseconds: number) => Promise<void>;
  clock: Clock;
  signal: AbortSignal;
  onWait: () => void;
}): Promise<CredentialCheck> {
  const { policy, grants, look, sleep, clock, signal, onWait } = options;
  const { chainId, registry, account } = policy.query;
  if (account === undefined) return options.ready;
  const gate = { chainId, registry, owner: policy.record.owner };
  const deadline = clock.now() + LONGEST_WAIT_SECONDS;
  let current: CredentialCheck = options.ready;
  for (let waits = 0; current.state === 'ready'; waits += 1) {
    if (findNextProofMinute({ grants, policy: gate, now: current.now }) === undefined) return current;
    if (clock.now() >= deadline) throw new HolderError('ERR_PROOF_MINUTE', 'No block of the next minute came.');
    if (waits === 0) onWait();
    await sleep(STEP_SECONDS * 1000);
    signal.throwIfAborted();
    current = await look();
  }
  return current;
}
