import type { HolderChain, RegistryLeaf, RegistryReader } from '../ports.ts';

/**
 * The leaves of several chains' registries as one list, for what holds wherever a leaf stands: that a bank's key is
 * listed at all. A chain that does not answer is passed over; when none does, its failure is thrown.
 */
export function joinRegistries(chains: readonly HolderChain[]): RegistryReader {
  return {
    readRegistryLeaves: async (): Promise<readonly RegistryLeaf[]> => {
      const read = await Promise.allSettled(chains.map((chain) => chain.readRegistryLeaves()));
      const answered = read.filter((result) => result.status === 'fulfilled');
      const [failed] = read.filter((result) => result.status === 'rejected');
      if (answered.length === 0 && failed !== undefined) throw failed.reason;
      return answered.flatMap(({ value }) => value);
    },
  };
}
