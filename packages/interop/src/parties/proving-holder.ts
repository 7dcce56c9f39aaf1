import {
  createHttpClient,
  type CredentialCheck,
  fetchPresentationRequest,
  type HolderChain,
  planAnswer,
  sendAnswer,
  type StatusListCache,
  type StoredCredential,
} from '@postern/holder';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import { createPresentation, type Presentation } from '@postern/proof/prove';

import { systemParts } from '../support/system-parts.ts';

type ReadyCheck = Extract<CredentialCheck, { state: 'ready' }>;
/** A proof, and the moment of chain and lists that it was made from. */
export type MadeProof = { presentation: Presentation; ready: ReadyCheck };

export type ProvingHolder = {
  /** What the wallet finds before it would prove. */
  look(link: string): Promise<CredentialCheck['state']>;
  /**
   * Proves and posts.
   *
   * @throws {HolderError} `ERR_ANSWER_REFUSED`; Error the wallet finds that it cannot prove
   */
  prove(link: string): Promise<MadeProof>;
  /** What a wallet of ours does not do: proves from an earlier moment, and dates it now. */
  proveFromEarlier(link: string, earlier: MadeProof): Promise<MadeProof>;
  /** Shows a proof once more. */
  showAgain(link: string, earlier: MadeProof): Promise<MadeProof>;
};

/** Our holder with a sealed credential, its chains, and lists of its own between proofs. */
export function createProvingHolder(options: {
  chains: readonly [HolderChain, ...HolderChain[]];
  credential: StoredCredential;
  holderSecret: bigint;
}): ProvingHolder {
  const { chains, credential, holderSecret } = options;
  const parts = { ...systemParts, http: createHttpClient({ fetch }) };
  const kept = new Map<string, Uint8Array>();
  const cache: StatusListCache = {
    read: async (uri) => kept.get(uri),
    write: async (uri, bits) => void kept.set(uri, bits),
  };
  const artifacts = createNodeArtifactSource();

  async function read(link: string) {
    const request = await fetchPresentationRequest({ ...parts, link, isAnswered: async () => false });
    const now = parts.clock.now();
    const { http } = parts;
    const plan = await planAnswer({ request, credentials: [credential], chains, cache, http, now });
    const [part] = [...plan.choices.flatMap((choice) => choice.options.flat()), ...plan.unmet.flat()];
    if (part?.kind !== 'proof') throw new Error('The request asks for no proof.');
    return { request, ...part };
  }

  async function answer(link: string, earlier?: Partial<MadeProof>): Promise<MadeProof> {
    const { request, policy, check } = await read(link);
    const ready = earlier?.ready ?? check;
    if (ready.state !== 'ready') throw new Error(`The wallet cannot prove: ${ready.state}.`);
    let presentation = earlier?.presentation;
    await sendAnswer({
      ...{ ...parts, request, holderSecret },
      parts: [{ kind: 'proof', policy, ready, expiresAt: ready.durations[0]!.expiresAt }],
      prove: async (inputs) => (presentation ??= await createPresentation({ inputs, artifacts })),
      remember: async () => {},
    });
    return { presentation: presentation!, ready };
  }

  return {
    look: async (link) => (await read(link)).check.state,
    prove: (link) => answer(link),
    proveFromEarlier: async (link, { ready }) =>
      answer(link, { ready: { ...ready, now: (await chains[0].readRegistrySnapshot()).blockTime } }),
    showAgain: (link, earlier) => answer(link, earlier),
  };
}
