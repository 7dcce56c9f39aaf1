import {
  fillPublicUrl,
  type PlacedChain,
  planSecondVaultPort,
  SECOND_VAULT,
  type ServiceName,
} from '../services/service-plan.ts';
import type { OpenedChain } from './open-local-chains.ts';

export type PlaceChainsOptions = {
  opened: readonly [OpenedChain, ...OpenedChain[]];
  ports: Record<ServiceName, number>;
  portBase: number;
  publicUrl?: string;
};

/** Where services and browsers find each chain and the vault on it. */
export const placeChains = (options: PlaceChainsOptions): readonly [PlacedChain, ...PlacedChain[]] => {
  const [first, ...others] = options.opened;
  const secondPort = planSecondVaultPort(options.portBase);
  return [
    placeChain(first, { ...options, name: 'vault-demo', port: options.ports['vault-demo'] }),
    ...others.map((chain) => placeChain(chain, { ...options, name: SECOND_VAULT, port: secondPort })),
  ];
};

const placeChain = (
  chain: OpenedChain,
  options: Pick<PlaceChainsOptions, 'publicUrl'> & { name: string; port: number },
): PlacedChain => {
  const { publicUrl, name: vaultName, port } = options;
  const { name, chainId, record } = chain;
  const rpcUrl = `http://localhost:${chain.port}`;
  const urlOf = (host: string, local: string): string =>
    publicUrl === undefined ? local : fillPublicUrl(publicUrl, host);
  return {
    ...{ name, chainId, record, rpcUrl },
    publicRpcUrl: urlOf(chain.key, rpcUrl),
    vault: { port, url: urlOf(vaultName, `http://localhost:${port}`) },
  };
};
