import { createHash } from 'node:crypto';
import { computeAnchorTimes } from '@postern/protocol';
import type { DeploymentRecord } from '../chain/deployment-record.ts';
import { DEMO_ACCOUNTS } from '../chain/demo-accounts.ts';
import type { Secrets } from '../load-secrets.ts';

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

/**
 * Origins behind a proxy with a certificate: `https://{app}.example.org` gives each app a host name of its own, and
 * `chain` one for the local chain's RPC.
 */
export const planPublicUrls = (template: string): Record<ServiceName | 'chain', string> => {
  const urls = [...SERVICE_NAMES, 'chain' as const].map((name) => [name, template.replace('{app}', name)] as const);
  return Object.fromEntries(urls) as Record<ServiceName | 'chain', string>;
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
  record: DeploymentRecord;
  /** As the services reach the chain. */
  rpcUrl: string;
  /** As browsers reach it. */
  publicRpcUrl: string;
  chainId: number;
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

/** The environment of each service; nothing else of ours is handed to it. */
export const planEnvironment = (options: PlanEnvironmentOptions): Record<ServiceName, Record<string, string>> => {
  const { urls, localUrls, ports, secrets, rpcUrl, publicRpcUrl, databaseUrls, seedFiles, bank } = options;
  const { deployment, policyId } = options.record;
  const chainId = String(options.chainId);
  const common = (name: ServiceName): Record<string, string> => ({
    PORT: String(ports[name]),
    LOG_LEVEL: options.logLevel,
    NODE_ENV: 'production',
    METRICS_TOKEN: deriveMetricsToken(secrets),
  });
  return {
    issuer: {
      ...common('issuer'),
      ISSUER_DATABASE_URL: databaseUrls.issuer,
      ISSUER_PUBLIC_URL: urls.issuer,
      PORTAL_PUBLIC_URL: urls.portal,
      WALLET_PUBLIC_URL: urls.wallet,
      ISSUER_RPC_URL: rpcUrl,
      ISSUER_CHAIN_ID: chainId,
      ISSUER_TRUST_REGISTRY: deployment.trustRegistry,
      ISSUER_DID_REGISTRY: deployment.erc1056,
      ISSUER_MASTER_KEY: secrets.issuerMasterKey,
      ISSUER_DEMO_SIGN_IN: 'true',
      ISSUER_MARK_TEST_DATA: 'true',
      ISSUER_SEED_FILE: seedFiles.issuer,
      ISSUER_LAUNCHER_TOKEN: secrets.launcherToken,
      ISSUER_ANCHOR_INTERVAL_MS: String(ANCHOR_ROUND_MS),
      ISSUER_CONFIRMATION_SECONDS: String(ANCHOR_TIMES.confirmation),
      ISSUER_ANCHOR_DEARER_SECONDS: String(DEARER_SECONDS),
    },
    portal: { ...common('portal'), PORTAL_ISSUER_URL: localUrls.issuer, PORTAL_TENANT: bank.slug },
    wallet: {
      ...common('wallet'),
      WALLET_RPC_URL: publicRpcUrl,
      WALLET_CHAIN_ID: chainId,
      WALLET_TRUST_REGISTRY: deployment.trustRegistry,
      WALLET_POLICY_REGISTRY: deployment.policyRegistry,
      WALLET_PASS_REGISTRY: deployment.passRegistry,
      WALLET_PASS_TOKENS: JSON.stringify([{ policyId, address: deployment.passToken }]),
      WALLET_BANKS: JSON.stringify([{ name: bank.name, issuer: `${urls.issuer}/t/${bank.slug}` }]),
    },
    verifier: {
      ...common('verifier'),
      VERIFIER_DATABASE_URL: databaseUrls.verifier,
      VERIFIER_PUBLIC_URL: urls.verifier,
      WALLET_PUBLIC_URL: urls.wallet,
      VERIFIER_RPC_URL: rpcUrl,
      VERIFIER_CHAIN_ID: chainId,
      VERIFIER_TRUST_REGISTRY: deployment.trustRegistry,
      VERIFIER_POLICY_REGISTRY: deployment.policyRegistry,
      VERIFIER_PASS_REGISTRY: deployment.passRegistry,
      VERIFIER_DID_REGISTRY: deployment.erc1056,
      VERIFIER_MASTER_KEY: secrets.verifierMasterKey,
      VERIFIER_SEED_FILE: seedFiles.verifier,
      VERIFIER_ANCHOR_INTERVAL_SECONDS: String(ANCHOR_TIMES.anchorInterval),
      VERIFIER_CONFIRMATION_SECONDS: String(ANCHOR_TIMES.confirmation),
    },
    console: { ...common('console'), CONSOLE_VERIFIER_URL: localUrls.verifier },
    'vault-demo': {
      ...common('vault-demo'),
      PUBLIC_URL: urls['vault-demo'],
      VAULT_VERIFIER_URL: localUrls.verifier,
      VAULT_API_KEY: secrets.demoApiKey,
      VAULT_RPC_URL: publicRpcUrl,
      VAULT_CHAIN_ID: chainId,
      VAULT_ADDRESS: deployment.vault,
      VAULT_ASSET_ADDRESS: deployment.asset,
      VAULT_PASS_REGISTRY: deployment.passRegistry,
      VAULT_PASS_TOKEN: deployment.passToken,
      VAULT_POLICY_ID: policyId,
      VAULT_FAUCET_PRIVATE_KEY: DEMO_ACCOUNTS.faucet.privateKey,
    },
  };
};
