import { z } from 'zod';

import { zAddress } from '../common/z-primitives.ts';

const ZERO_ADDRESS = `0x${'0'.repeat(40)}`;
const MAX_CHAINS = 16;

/** One chain as configuration names it, the same for every service: each takes from it what it needs. */
export const zChainRecord = z.object({
  /** Shown to people wherever there is more than one chain. */
  name: z.string().trim().min(1).max(40),
  chainId: z.int().positive(),
  /** JSON-RPC endpoint as whoever reads this reaches it. */
  rpcUrl: z.url(),
  trustRegistry: zAddress,
  policyRegistry: zAddress,
  passRegistry: zAddress,
});
export type ChainRecord = z.infer<typeof zChainRecord>;

/** The part that whoever anchors status changes needs. */
export const zAnchorChainRecord = zChainRecord.pick({ chainId: true, rpcUrl: true, trustRegistry: true });
export type AnchorChainRecord = z.infer<typeof zAnchorChainRecord>;

/** Chains that one service knows: at least one, none of them twice, no two of one name. */
export const zChainRecords = listOf(zChainRecord).refine(
  (chains) => new Set(chains.map(({ name }) => name)).size === chains.length,
  'each name once',
);

/** The text of a `…_CHAINS` variable: a JSON array of chain records; empty: null, and the single variables count. */
export const zChainsText = jsonOrNothing(zChainRecords);

/** The same for the anchoring part alone; more members may stand in the text. */
export const zAnchorChainsText = jsonOrNothing(listOf(zAnchorChainRecord));

function listOf<Chain extends AnchorChainRecord>(zChain: z.ZodType<Chain>) {
  return z
    .tuple([zChain], zChain)
    .refine((chains) => chains.length <= MAX_CHAINS, 'at most sixteen chains')
    .refine((chains) => new Set(chains.map(({ chainId }) => chainId)).size === chains.length, 'each chain once');
}

function jsonOrNothing<Chains extends readonly AnchorChainRecord[]>(zChains: z.ZodType<Chains>) {
  return z
    .string()
    .default('')
    .transform((text, issue): Chains | null => {
      if (text === '') return null;
      try {
        const { data } = zChains.safeParse(JSON.parse(text));
        // A registry that is not deployed is a default left as it was: here somebody means to say where it is.
        if (data?.every((chain) => !Object.values(chain).includes(ZERO_ADDRESS)) === true) return data;
      } catch {
        // Answered below: no JSON.
      }
      issue.addIssue({ code: 'custom', message: 'no list of chains' });
      return z.NEVER;
    });
}
