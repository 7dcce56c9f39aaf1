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
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});

afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
  vi.unstubAllGlobals();
});

/** The verifier as the console sees it: one key, one protocol, one session. */
const fetchVerifier: typeof globalThis.fetch = async (input, init) => {
  const isKnown = new Headers(init?.headers).get('authorization') === `Bearer ${API_KEY}`;
  if (!isKnown) return Response.json({ title: 'Unauthorized', code: 'ERR_API_KEY_INVALID' }, { status: 401 });
  return Response.json(input === '/api/v1/protocol' ? protocol : { sessions: [refused] });
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
