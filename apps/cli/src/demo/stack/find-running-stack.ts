import { passRegistryAbi } from '@postern/contracts';
import type { Address, Hex } from 'viem';
import { z } from 'zod';
import { createReadClient } from '../../start/chain/create-chain-clients.ts';
import { planPorts, planUrls, SERVICE_NAMES, type ServiceName } from '../../start/services/service-plan.ts';
import { requestJson } from '../clients/request-json.ts';
import { DemoError } from '../demo-error.ts';
import type { DemoStack } from './demo-stack.ts';

const zAddress = z.custom<Address>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value));
const zHex32 = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]{64}$/.test(value));
const zVaultConfig = z.object({
  chainId: z.int(),
  rpcUrl: z.url(),
  vault: zAddress,
  asset: zAddress,
  passRegistry: zAddress,
  policyId: zHex32,
  demoAccounts: z.boolean(),
});
const zPortalConfig = z.object({ tenant: z.string() });

type Fetch = typeof globalThis.fetch;

const isReady = async (fetch: Fetch, url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
};

/**
 * The stack on the given ports; undefined when nothing is there.
 *
 * @throws DemoError some services answer and some do not
 */
export const findRunningStack = async (options: { fetch: Fetch; portBase: number }): Promise<DemoStack | undefined> => {
  const { fetch, portBase } = options;
  const urls = planUrls(planPorts(portBase));
  const ready = await Promise.all(SERVICE_NAMES.map((name) => isReady(fetch, urls[name])));
  if (ready.every((answer) => !answer)) return undefined;
  const missing = SERVICE_NAMES.filter((_, index) => ready[index] !== true);
  if (missing.length > 0) {
    throw new DemoError(
      'ERR_DEMO_PARTLY_RUNNING',
      `Not ready: ${missing.join(', ')}. Stop the others and try again, or wait until all are ready.`,
    );
  }
  return describeStack({ fetch, urls });
};

/** Asks the services themselves for what a walk must know; the registries come from the pass registry on chain. */
export const describeStack = async (options: {
  fetch: Fetch;
  urls: Record<ServiceName, string>;
}): Promise<DemoStack> => {
  const { fetch, urls } = options;
  const config = await requestJson({ fetch, url: `${urls['vault-demo']}/config.json`, response: zVaultConfig });
  const portal = await requestJson({ fetch, url: `${urls.portal}/config.json`, response: zPortalConfig });
  const { demoAccounts, ...rest } = config;
  if (!demoAccounts) {
    throw new DemoError('ERR_DEMO_NO_ACCOUNT', 'The demo app has no demo accounts: the walk needs a local chain.');
  }
  const client = createReadClient(config);
  const registry = { address: config.passRegistry, abi: passRegistryAbi } as const;
  const [trustRegistry, policyRegistry] = await Promise.all([
    client.readContract({ ...registry, functionName: 'trustRegistry' }),
    client.readContract({ ...registry, functionName: 'policyRegistry' }),
  ]);
  return {
    ...rest,
    portalUrl: urls.portal,
    vaultUrl: urls['vault-demo'],
    issuer: `${urls.issuer}/t/${portal.tenant}`,
    trustRegistry,
    policyRegistry,
  };
};
