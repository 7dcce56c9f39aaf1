import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { zAnchorChainsText, zChainsText } from '@postern/protocol';
import { planPorts, type PlacedChain, planServices, planUrls, SERVICE_NAMES } from './service-plan.ts';

const address = `0x${'22'.repeat(20)}` as const;
const secret = '33'.repeat(32);
const urls = planUrls(planPorts(4100));
const place = (name: string, chainId: number, policyByte: string): PlacedChain => ({
  ...{ name, chainId },
  record: {
    deployment: {
      chainId,
      accessManager: address,
      trustRegistry: address,
      policyRegistry: address,
      passRegistry: address,
      erc1056: address,
      asset: address,
      vault: address,
      passToken: address,
    } as PlacedChain['record']['deployment'],
    issuerId: 1,
    policyId: `0x${policyByte.repeat(32)}`,
  },
  rpcUrl: `http://localhost:${chainId}`,
  publicRpcUrl: `https://chain-${chainId}.example`,
  vault: { port: 4106 + chainId - 31_337, url: `https://vault-${chainId}.example` },
});
const first = place('First', 31_337, 'aa');
const second = place('Second', 31_338, 'bb');
const plan = (chains: readonly [PlacedChain, ...PlacedChain[]]) =>
  planServices({
    ...{ urls, localUrls: urls, ports: planPorts(4100), chains },
    databaseUrls: { issuer: 'postgresql://issuer', verifier: 'postgresql://verifier' },
    seedFiles: { issuer: 'issuer.json', verifier: 'verifier.json' },
    secrets: {
      issuerMasterKey: secret,
      verifierMasterKey: secret,
      operatorPrivateKey: `0x${secret}`,
      demoApiKey: secret,
      launcherToken: secret,
    },
    bank: { slug: 'demo-bank', name: 'Aurora Bank' },
    logLevel: 'info',
  });
const environmentOf = (name: string, chains: Parameters<typeof plan>[0] = [first]) =>
  plan(chains).find((service) => service.name === name)?.environment ?? {};

describe('planServices', () => {
  it.each([...SERVICE_NAMES, 'vault-demo-2'])(
    'hands %s only variables that it reads, each with a value',
    async (name) => {
      const { app, environment } = plan([first, second]).find((service) => service.name === name)!;
      const example = await readFile(new URL(`../../../../${app}/.env.example`, import.meta.url), 'utf8');
      const known = [...example.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, variable]) => variable);
      expect(Object.keys(environment).filter((variable) => !known.includes(variable))).toEqual([]);
      expect(Object.values(environment)).not.toContain(undefined);
    },
  );

  it('marks what the demo bank issues as test data', () => {
    expect(environmentOf('issuer')).toMatchObject({ ISSUER_MARK_TEST_DATA: 'true' });
  });

  it('runs the six apps and lists no chains where there is one', () => {
    expect(plan([first]).map(({ name }) => name)).toEqual([...SERVICE_NAMES]);
    const variables = plan([first]).flatMap(({ environment }) => Object.keys(environment));
    expect(variables.filter((variable) => variable.endsWith('_CHAINS') || variable === 'VAULT_CHAIN_NAME')).toEqual([]);
  });

  it('tells each service of both chains, browsers by the public address, and runs the vault on each', () => {
    const both = [first, second] as const;
    const ids = (chains: readonly { chainId: number; rpcUrl: string }[] | null) =>
      chains?.map(({ chainId, rpcUrl }) => [chainId, rpcUrl]);
    const local = both.map(({ chainId, rpcUrl }) => [chainId, rpcUrl]);
    expect(ids(zAnchorChainsText.parse(environmentOf('issuer', both)['ISSUER_CHAINS']))).toEqual(local);
    expect(ids(zChainsText.parse(environmentOf('verifier', both)['VERIFIER_CHAINS']))).toEqual(local);
    expect(ids(zChainsText.parse(environmentOf('wallet', both)['WALLET_CHAINS']))).toEqual(
      both.map(({ chainId, publicRpcUrl }) => [chainId, publicRpcUrl]),
    );
    for (const [name, chain] of [['vault-demo', first] as const, ['vault-demo-2', second] as const]) {
      expect(environmentOf(name, both)).toMatchObject({
        PORT: String(chain.vault.port),
        PUBLIC_URL: chain.vault.url,
        VAULT_CHAIN_ID: String(chain.chainId),
        VAULT_CHAIN_NAME: chain.name,
        VAULT_POLICY_ID: chain.record.policyId,
      });
    }
  });
});
