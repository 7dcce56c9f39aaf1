import { describe, expect, it } from 'vitest';
import { DEMO_ACCOUNTS } from '../chain/demo-accounts.ts';
import { planPorts, planUrls } from '../services/service-plan.ts';
import type { StackChain } from '../start-stack.ts';
import { createProgress } from './create-progress.ts';
import { renderScreen } from './render-screen.ts';

const deployment = (byte: string) => {
  const address = `0x${byte.repeat(20)}`;
  return { trustRegistry: address, policyRegistry: address, passRegistry: address, vault: address };
};
const first = {
  ...{ name: 'Postern local chain', chainId: 31_337, rpcUrl: 'http://localhost:8545', leafIndex: 0 },
  record: { deployment: deployment('11'), issuerId: 1, policyId: `0x${'aa'.repeat(32)}` },
  vaultUrl: 'http://localhost:4106',
} as unknown as StackChain;
const second = {
  ...{ name: 'Second local chain', chainId: 31_338, rpcUrl: 'http://localhost:8546', leafIndex: 0 },
  record: { deployment: deployment('22'), issuerId: 1, policyId: `0x${'bb'.repeat(32)}` },
  vaultUrl: 'http://localhost:4107',
} as unknown as StackChain;

const stack = {
  urls: planUrls(planPorts(4100)),
  chains: [first] as const,
  accounts: DEMO_ACCOUNTS,
  enrolmentLinks: [{ staffId: 'maker', name: 'Mara Lindqvist', url: 'http://localhost:4102/enroll#token' }],
  secrets: { demoApiKey: 'pk_of-the-demo-protocol', metricsToken: 'metrics-token' },
};

describe('renderScreen', () => {
  it('says where everything is, who may sign in, and what is not safe', () => {
    const screen = renderScreen(stack);
    for (const url of Object.values(stack.urls)) expect(screen).toContain(url);
    expect(screen).toContain('http://localhost:4102/enroll#token');
    expect(screen).toContain('pk_of-the-demo-protocol');
    expect(screen).toContain('31337');
    expect(screen).toContain('http://localhost:4101/outbox');
    expect(screen).toMatch(/phone on your network needs HTTPS/);
    expect(screen).toMatch(/anybody can forge proofs/);
  });

  it('says of the second chain what it says of the first, and nothing where there is none', () => {
    const { deployment: contracts, policyId } = second.record;
    const facts = ['Second local chain', second.rpcUrl, '31338', second.vaultUrl, contracts.passRegistry, policyId];
    const screen = renderScreen({ ...stack, chains: [first, second] });
    for (const fact of facts) {
      expect(screen).toContain(fact);
      expect(renderScreen(stack)).not.toContain(fact);
    }
  });

  it('offers no link once both have a passkey', () => {
    expect(renderScreen({ ...stack, enrolmentLinks: [] })).not.toContain('/enroll');
  });

  it('shows the account that the chain really has', () => {
    expect(DEMO_ACCOUNTS.governance.account.address).toBe('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266');
    expect(DEMO_ACCOUNTS.imported.privateKey).toMatch(/^0x[0-9a-f]{64}$/);
  });
});

describe('createProgress', () => {
  it('is silent for a moment, and hands results and errors on', async () => {
    const written: string[] = [];
    const progress = createProgress({ write: (text) => written.push(text), quiet: false, monotonicMs: () => 0 });
    expect(await progress.step('fast', () => Promise.resolve(7))).toBe(7);
    const broken = new Error('broken');
    await expect(progress.step('broken', () => Promise.reject(broken))).rejects.toBe(broken);
    expect(written).toEqual([]);
  });
});
