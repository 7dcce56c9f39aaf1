import { createHash, createHmac } from 'node:crypto';
import { type ChainRecord, computeAnchorTimes } from '@postern/protocol';
import type { DeploymentRecord } from '../chain/deployment-record.ts';
import { DEMO_ACCOUNTS } from '../chain/demo-accounts.ts';
import type { Secrets } from '../load-secrets.ts';
import type { ServicePlan } from './create-service-group.ts';

export const SERVICE_NAMES = ['issuer', 'portal', 'wallet', 'verifier', 'console', 'vault-demo'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

/** Port of each service: the base plus its place in the list, from one. */
export const planPorts = (portBase: number): Record<ServiceName, number> => {
  const ports = SERVICE_NAMES.map((name, index) => [name, portBase + index + 1] as const);
  return Object.fromEntries(ports) as Record<ServiceName, number>;
};

/** Origin of each service on this machine. */
export const planUrls = (ports: Record<ServiceName, number>): Record<ServiceName, string> => {
  const urls = SERVICE_NAMES.map((name) => [name, `http://localhost:${ports[name]}`] as const);
  return Object.fromEntries(urls) as Record<ServiceName, string>;
};

/** Harbor Vault on the second chain: the same app once more, after the others. */
export const SECOND_VAULT = 'vault-demo-2';
export const planSecondVaultPort = (portBase: number): number => portBase + SERVICE_NAMES.length + 1;

/** The origin of one app, or of one chain's RPC, behind a proxy with a certificate. */
export const fillPublicUrl = (template: string, host: string): string => template.replace('{app}', host);

/**
 * Origins behind a proxy with a certificate: `https://{app}.example.org` gives each app a host name of its own, and
 * `chain` one for the local chain's RPC.
 */
export const planPublicUrls = (template: string): Record<ServiceName | 'chain', string> => {
  const urls = [...SERVICE_NAMES, 'chain' as const].map((name) => [name, fillPublicUrl(template, name)] as const);
  return Object.fromEntries(urls) as Record<ServiceName | 'chain', string>;
};

/** One chain with its contracts, and the vault that runs on it. */
export type PlacedChain = {
  name: string;
  chainId: number;
  record: DeploymentRecord;
  /** As the services reach the chain. */
  rpcUrl: string;
  /** As browsers reach it. */
  publicRpcUrl: string;
  vault: {
    port: number;
    /** As browsers open it. */
    url: string;
  };
};

export type PlanEnvironmentOptions = {
  /** As browsers open them. */
  urls: Record<ServiceName, string>;
  /** As the services reach each other. */
  localUrls: Record<ServiceName, string>;
  ports: Record<ServiceName, number>;
  databaseUrls: { issuer: string; verifier: string };
  seedFiles: { issuer: string; verifier: string };
  secrets: Secrets;
  chains: readonly [PlacedChain, ...PlacedChain[]];
  bank: { slug: string; name: string };
  logLevel: string;
};

/** The local chain mines each transaction at once and a block every five seconds; the anchor worker looks every second. */
const ANCHOR_ROUND_MS = 1000;
/** Below the bound that these times make. */
const DEARER_SECONDS = 20;
const ANCHOR_TIMES = computeAnchorTimes({ roundMs: ANCHOR_ROUND_MS, confirmation: 5 });

/** Opens /metrics of the services. Derived, so that a folder of an earlier release has one too. */
export const deriveMetricsToken = ({ launcherToken }: Pick<Secrets, 'launcherToken'>): string =>
  createHash('sha256').update(`metrics:${launcherToken}`).digest('hex');

/** What a service and its page server share, an organisation's own; derived for the same reason. */
const deriveProxySecret = (masterKey: string): string =>
  createHmac('sha256', masterKey).update('proxy secret').digest('hex');

/** Behind a reverse proxy of this machine callers have their own addresses; without one nobody is believed. */
const planTrustProxy = ({ urls, localUrls }: Pick<PlanEnvironmentOptions, 'urls' | 'localUrls'>): string =>
  urls.issuer === localUrls.issuer ? '0' : 'loopback';

/** The environment of each service; nothing else of ours is handed to it. */
const planEnvironment = (options: PlanEnvironmentOptions): Record<ServiceName, Record<string, string>> => {
  const { urls, localUrls, ports, secrets, databaseUrls, seedFiles, bank, chains } = options;
  const [{ rpcUrl, publicRpcUrl, record, ...first }] = chains;
  const { deployment } = record;
  const chainId = String(first.chainId);
  const common = (name: ServiceName): Record<string, string> => planCommon({ ...options, port: ports[name] });
  const several = (variable: string, from: 'rpcUrl' | 'publicRpcUrl'): Record<string, string> =>
    chains.length === 1 ? {} : { [variable]: JSON.stringify(chains.map((chain) => describeChain(chain, from))) };
  const proxySecrets = {
    bank: deriveProxySecret(secrets.issuerMasterKey),
    gate: deriveProxySecret(secrets.verifierMasterKey),
  };
  const trustProxy = planTrustProxy(options);
  return {
    issuer: {
      ...common('issuer'),
      ISSUER_DATABASE_URL: databaseUrls.issuer,
      ISSUER_PUBLIC_URL: urls.issuer,
      PORTAL_PUBLIC_URL: urls.portal,
      WALLET_PUBLIC_URL: urls.wallet,
      ...several('ISSUER_CHAINS', 'rpcUrl'),
      ISSUER_RPC_URL: rpcUrl,
      ISSUER_CHAIN_ID: chainId,
      ISSUER_TRUST_REGISTRY: deployment.trustRegistry,
      ISSUER_DID_REGISTRY: deployment.erc1056,
      ISSUER_MASTER_KEY: secrets.issuerMasterKey,
      ISSUER_PROXY_SECRET: proxySecrets.bank,
      ISSUER_TRUST_PROXY: trustProxy,
      ISSUER_DEMO_SIGN_IN: 'true',
      ISSUER_MARK_TEST_DATA: 'true',
      ISSUER_SEED_FILE: seedFiles.issuer,
      ISSUER_LAUNCHER_TOKEN: secrets.launcherToken,
      ISSUER_ANCHOR_INTERVAL_MS: String(ANCHOR_ROUND_MS),
      ISSUER_CONFIRMATION_SECONDS: String(ANCHOR_TIMES.confirmation),
      ISSUER_ANCHOR_DEARER_SECONDS: String(DEARER_SECONDS),
    },
    portal: {
      ...common('portal'),
      PORTAL_ISSUER_URL: localUrls.issuer,
      PORTAL_TENANT: bank.slug,
      PORTAL_PROXY_SECRET: proxySecrets.bank,
      PORTAL_TRUST_PROXY: trustProxy,
    },
    wallet: {
      ...common('wallet'),
      ...several('WALLET_CHAINS', 'publicRpcUrl'),
      WALLET_RPC_URL: publicRpcUrl,
      WALLET_CHAIN_ID: chainId,
      WALLET_TRUST_REGISTRY: deployment.trustRegistry,
      WALLET_POLICY_REGISTRY: deployment.policyRegistry,
      WALLET_PASS_REGISTRY: deployment.passRegistry,
      WALLET_PASS_TOKENS: JSON.stringify(
        chains.map((chain) => ({ policyId: chain.record.policyId, address: chain.record.deployment.passToken })),
      ),
      WALLET_BANKS: JSON.stringify([{ name: bank.name, issuer: `${urls.issuer}/t/${bank.slug}` }]),
    },
    verifier: {
      ...common('verifier'),
      VERIFIER_DATABASE_URL: databaseUrls.verifier,
      VERIFIER_PUBLIC_URL: urls.verifier,
      WALLET_PUBLIC_URL: urls.wallet,
      ...several('VERIFIER_CHAINS', 'rpcUrl'),
      VERIFIER_RPC_URL: rpcUrl,
      VERIFIER_CHAIN_ID: chainId,
      VERIFIER_TRUST_REGISTRY: deployment.trustRegistry,
      VERIFIER_POLICY_REGISTRY: deployment.policyRegistry,
      VERIFIER_PASS_REGISTRY: deployment.passRegistry,
      VERIFIER_DID_REGISTRY: deployment.erc1056,
      VERIFIER_MASTER_KEY: secrets.verifierMasterKey,
      VERIFIER_PROXY_SECRET: proxySecrets.gate,
      VERIFIER_TRUST_PROXY: trustProxy,
      VERIFIER_SEED_FILE: seedFiles.verifier,
      VERIFIER_ANCHOR_INTERVAL_SECONDS: String(ANCHOR_TIMES.anchorInterval),
      VERIFIER_CONFIRMATION_SECONDS: String(ANCHOR_TIMES.confirmation),
    },
    console: {
      ...common('console'),
      CONSOLE_VERIFIER_URL: localUrls.verifier,
      CONSOLE_PROXY_SECRET: proxySecrets.gate,
      CONSOLE_TRUST_PROXY: trustProxy,
    },
    'vault-demo': planVaultEnvironment({ ...options, chain: chains[0] }),
  };
};

/** Every process of a stack: the six apps, and Harbor Vault once more where there is a second chain. */
export const planServices = (options: PlanEnvironmentOptions): ServicePlan[] => {
  const environments = planEnvironment(options);
  const { localUrls, chains } = options;
  const apps = SERVICE_NAMES.map((name) => ({
    ...{ name, app: name, url: localUrls[name] },
    environment: environments[name],
  }));
  const others = chains.slice(1).map((chain) => ({
    ...{ name: SECOND_VAULT, app: 'vault-demo' as const, url: `http://localhost:${chain.vault.port}` },
    environment: planVaultEnvironment({ ...options, chain }),
  }));
  return [...apps, ...others];
};

type CommonOptions = Pick<PlanEnvironmentOptions, 'secrets' | 'logLevel'>;

/** The environment of the vault that runs on one of the chains; it says on which where there are several. */
const planVaultEnvironment = (
  options: CommonOptions & Pick<PlanEnvironmentOptions, 'urls' | 'localUrls' | 'chains'> & { chain: PlacedChain },
): Record<string, string> => {
  const { secrets, localUrls, chains, chain } = options;
  const { deployment, policyId } = chain.record;
  return {
    ...planCommon({ ...options, port: chain.vault.port }),
    PUBLIC_URL: chain.vault.url,
    VAULT_VERIFIER_URL: localUrls.verifier,
    VAULT_API_KEY: secrets.demoApiKey,
    VAULT_RPC_URL: chain.publicRpcUrl,
    VAULT_CHAIN_ID: String(chain.chainId),
    ...(chains.length === 1 ? {} : { VAULT_CHAIN_NAME: chain.name }),
    VAULT_ADDRESS: deployment.vault,
    VAULT_ASSET_ADDRESS: deployment.asset,
    VAULT_PASS_REGISTRY: deployment.passRegistry,
    VAULT_PASS_TOKEN: deployment.passToken,
    VAULT_POLICY_ID: policyId,
    VAULT_TRUST_PROXY: planTrustProxy(options),
    VAULT_FAUCET_PRIVATE_KEY: DEMO_ACCOUNTS.faucet.privateKey,
  };
};

const planCommon = ({ secrets, logLevel, port }: CommonOptions & { port: number }): Record<string, string> => ({
  PORT: String(port),
  LOG_LEVEL: logLevel,
  NODE_ENV: 'production',
  METRICS_TOKEN: deriveMetricsToken(secrets),
});

/** A chain as the services' `…_CHAINS` variables name it. */
const describeChain = (chain: PlacedChain, from: 'rpcUrl' | 'publicRpcUrl'): ChainRecord => {
  const { name, chainId, record } = chain;
  const { trustRegistry, policyRegistry, passRegistry } = record.deployment;
  return { name, chainId, rpcUrl: chain[from], trustRegistry, policyRegistry, passRegistry };
};
