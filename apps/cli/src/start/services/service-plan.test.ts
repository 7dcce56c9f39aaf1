import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { planEnvironment, planPorts, planUrls, SERVICE_NAMES } from './service-plan.ts';

const address = `0x${'22'.repeat(20)}` as const;
const secret = '33'.repeat(32);
const urls = planUrls(planPorts(4100));
const environments = planEnvironment({
  urls,
  localUrls: urls,
  ports: planPorts(4100),
  databaseUrls: { issuer: 'postgresql://issuer', verifier: 'postgresql://verifier' },
  seedFiles: { issuer: 'issuer.json', verifier: 'verifier.json' },
  secrets: {
    issuerMasterKey: secret,
    verifierMasterKey: secret,
    operatorPrivateKey: `0x${secret}`,
    demoApiKey: secret,
    launcherToken: secret,
  },
  record: {
    deployment: {
      chainId: 31_337,
      accessManager: address,
      trustRegistry: address,
      policyRegistry: address,
      passRegistry: address,
      erc1056: address,
      asset: address,
      vault: address,
      passToken: address,
    } as Parameters<typeof planEnvironment>[0]['record']['deployment'],
    issuerId: 1,
    policyId: `0x${secret}`,
  },
  rpcUrl: 'http://localhost:8545',
  publicRpcUrl: 'http://localhost:8545',
  chainId: 31_337,
  bank: { slug: 'demo-bank', name: 'Aurora Bank' },
  logLevel: 'info',
});

describe('planEnvironment', () => {
  it.each(SERVICE_NAMES)('hands %s only variables that it reads, each with a value', async (name) => {
    const example = await readFile(new URL(`../../../../${name}/.env.example`, import.meta.url), 'utf8');
    const known = [...example.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, variable]) => variable);
    const planned = environments[name];
    expect(Object.keys(planned).filter((variable) => !known.includes(variable))).toEqual([]);
    expect(Object.values(planned)).not.toContain(undefined);
  });

  it('marks what the demo bank issues as test data', () => {
    expect(environments.issuer).toMatchObject({ ISSUER_MARK_TEST_DATA: 'true' });
  });
});
