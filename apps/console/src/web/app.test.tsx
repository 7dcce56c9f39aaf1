import type { ProtocolView, Session } from '@postern/protocol';
import { PosternProvider } from '@postern/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { App } from './app.tsx';
import { createApiKeyStore } from './session/api-key-store.ts';

const API_KEY = 'pk_of-a-test-protocol';
const ACCOUNT = `0x${'a1'.repeat(20)}`;
const POLICY_ID = `0x${'22'.repeat(32)}`;
const place = { policyId: POLICY_ID, chainId: 31_337, registry: `0x${'b2'.repeat(20)}` };

const protocol: ProtocolView = {
  slug: 'demo-vault',
  name: 'Harbor Vault',
  clientId: 'decentralized_identifier:did:web:localhost%3A4104:p:demo-vault',
  origins: ['http://localhost:4106'],
  chains: [{ chainId: 31_337, name: 'First chain', answers: true }],
  policies: [
    {
      ...place,
      owner: ACCOUNT,
      policyHash: '7',
      policyJson: '{"issuers":[1]}',
      sentences: ['You were checked by Aurora Bank.'],
      maxPassLife: 2_592_000,
      maxProofAge: 3600,
      grace: 600,
      firstGrace: 60,
      moveCooldown: 604_800,
      proofEffect: { anchored: 12, first: 72, renewal: 612 },
      createdAt: 1_795_000_000,
      closed: false,
      stopped: false,
    },
  ],
  credentialEffect: 60,
};
const refused: Session = {
  ...place,
  sessionId: 's-1',
  state: 'refused',
  account: ACCOUNT,
  createdAt: 1_795_000_000,
  expiresAt: 1_795_000_600,
  denial: { code: 'ERR_POLICY_PROOF_TOO_OLD', what: 'The proof is older than the policy allows.', remedy: 'Again.' },
};

let root: Root;
let host: HTMLElement;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  sessionStorage.clear();
  served = protocol;
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});

afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
  vi.unstubAllGlobals();
});

let served: ProtocolView;

/** The verifier as the console sees it: one key, one protocol, one session. */
const fetchVerifier: typeof globalThis.fetch = async (input, init) => {
  const isKnown = new Headers(init?.headers).get('authorization') === `Bearer ${API_KEY}`;
  if (!isKnown) return Response.json({ title: 'Unauthorized', code: 'ERR_API_KEY_INVALID' }, { status: 401 });
  return Response.json(input === '/api/v1/protocol' ? served : { sessions: [refused] });
};

async function renderApp(): Promise<void> {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  await act(async () =>
    root.render(
      <PosternProvider>
        <QueryClientProvider client={queryClient}>
          <MemoryRouter>
            <App fetch={fetchVerifier} keys={createApiKeyStore(sessionStorage)} />
          </MemoryRouter>
        </QueryClientProvider>
      </PosternProvider>,
    ),
  );
}

async function signIn(apiKey: string): Promise<void> {
  const input = host.querySelector('input');
  if (input === null) throw new Error('There is no field for the key.');
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, apiKey);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await act(async () => {
    host.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  });
}

/** The same page, loaded anew. */
async function reopen(): Promise<void> {
  await act(async () => root.unmount());
  root = createRoot(host);
  await renderApp();
}

const shown = (text: string) => vi.waitFor(() => act(async () => expect(host.textContent).toContain(text)));

it('opens with a known key and shows what was asked and why it was refused', async () => {
  await renderApp();
  await signIn(API_KEY);
  await shown('Harbor Vault');
  await shown('The proof is older than the policy allows.');
  await shown('You were checked by Aurora Bank.');
});

it('says for shown credentials and for each policy how fast a bank’s decision counts', async () => {
  await renderApp();
  await signIn(API_KEY);
  await shown('counts within 1 minute where you ask for credentials');
  const policies = [...host.querySelectorAll('a')].find(({ textContent }) => textContent === 'The policy');
  await act(async () => policies?.click());
  await shown('A bank’s decision counts within72 seconds, for renewals 11 minutes');
});

async function chooseNetwork(chainId: number): Promise<void> {
  await act(async () => {
    const select = host.querySelector('select');
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(select, String(chainId));
    select?.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

const openPolicies = async (): Promise<void> => {
  await shown('Policies');
  const link = [...host.querySelectorAll('a, button')].find(({ textContent }) => textContent === 'Policies');
  await act(async () => (link as HTMLElement | undefined)?.click());
};

it('shows the policies of the network that is chosen, and asks for none where there is one alone', async () => {
  await renderApp();
  await signIn(API_KEY);
  await shown('You were checked by Aurora Bank.');
  expect(host.querySelector('select')).toBeNull();
  const [policy] = protocol.policies;
  served = {
    ...protocol,
    chains: [...protocol.chains, { chainId: 31_338, name: 'Second chain', answers: true }],
    policies: [policy!, { ...policy!, chainId: 31_338, policyId: `0x${'33'.repeat(32)}`, sentences: ['You are 21.'] }],
  };
  await reopen();
  await openPolicies();
  await shown('on First chain, chain 31337');
  expect(host.textContent).not.toContain('You are 21.');
  await chooseNetwork(31_338);
  await shown('on Second chain, chain 31338');
  expect(host.textContent).not.toContain('You were checked by Aurora Bank.');
});

it('says of a network that does not answer that its policies cannot be shown, not that there are none', async () => {
  served = { ...protocol, chains: [...protocol.chains, { chainId: 31_338, name: 'Second chain', answers: false }] };
  await renderApp();
  await signIn(API_KEY);
  await openPolicies();
  await chooseNetwork(31_338);
  await shown('Second chain gives no answer now');
  expect(host.textContent).not.toContain('No policy yet');
});

it('keeps the key in this tab only, and forgets it when told', async () => {
  await renderApp();
  await signIn(API_KEY);
  await shown('Forget the key');
  expect(Object.values({ ...sessionStorage })).toContain(API_KEY);
  expect(JSON.stringify({ ...localStorage })).not.toContain(API_KEY);
  const button = [...host.querySelectorAll('button')].find(({ textContent }) => textContent === 'Forget the key');
  await act(async () => button?.click());
  await shown('Open your console');
  expect(sessionStorage).toHaveLength(0);
});

it('says that a key is not known, and shows nothing of any protocol', async () => {
  await renderApp();
  await signIn('pk_unknown');
  await shown('This key is not known here');
  expect(host.textContent).not.toContain('Harbor Vault');
});
