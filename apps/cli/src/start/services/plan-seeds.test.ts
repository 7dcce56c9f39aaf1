import { describe, expect, it } from 'vitest';
import { planSeeds } from './plan-seeds.ts';
import { planPorts, planUrls } from './service-plan.ts';

const secret = '33'.repeat(32);
const urls = planUrls(planPorts(4100));
const first = { record: { issuerId: 3, policyId: `0x${secret}` }, vault: { url: urls['vault-demo'] } } as const;
const second = {
  record: { issuerId: 3, policyId: `0x${'55'.repeat(32)}` },
  vault: { url: 'http://localhost:4107' },
} as const;
const secrets = {
  issuerMasterKey: '11'.repeat(32),
  verifierMasterKey: '22'.repeat(32),
  operatorPrivateKey: `0x${secret}`,
  demoApiKey: `pk_${secret}`,
  launcherToken: '44'.repeat(32),
} as const;

describe('planSeeds', () => {
  const { issuer, verifier } = planSeeds({ chains: [first], secrets, urls });

  it('gives the bank the number that the registry gave it, and one person for each of the two approvals', () => {
    expect(issuer.tenants).toMatchObject([{ slug: 'demo-bank', issuerId: 3, listId: 0 }]);
    expect(issuer.tenants[0]?.staff.map(({ role }) => role)).toEqual(['analyst', 'approver']);
  });

  it('lets the protocol trust the bank under its URL and its DID', () => {
    expect(verifier.protocols[0]?.trustedIssuers).toEqual([
      'http://localhost:4101/t/demo-bank',
      'did:web:localhost%3A4101:t:demo-bank',
    ]);
  });

  it('lets the protocol ask the policy of each chain, from the page that runs on it', () => {
    expect(verifier.protocols[0]).toMatchObject({ policyIds: [first.record.policyId], origins: [urls['vault-demo']] });
    const both = planSeeds({ chains: [first, second], secrets, urls });
    expect(both.issuer).toEqual(issuer);
    expect(both.verifier.protocols[0]).toMatchObject({
      policyIds: [first.record.policyId, second.record.policyId],
      origins: [urls['vault-demo'], 'http://localhost:4107'],
    });
  });

  it('hands no master key to either', () => {
    const text = JSON.stringify({ issuer, verifier });
    for (const key of [secrets.issuerMasterKey, secrets.verifierMasterKey, secrets.launcherToken]) {
      expect(text).not.toContain(key);
    }
  });
});
