import type { StatusOverview } from '@postern/protocol';
import { PosternProvider } from '@postern/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPortalApi } from '../create-portal-api.ts';
import { createQueryClient } from '../create-query-client.ts';
import { PortalApiProvider } from '../portal-context.ts';
import { StatusPage } from './status-page.tsx';

const SINCE = 1_795_000_000;
const overview: StatusOverview = {
  ...{ issuerId: 1, listId: 1, leafIndex: 0, epoch: 3, revoked: 1, suspended: 0, issued: 2 },
  ...{ publishedRoot: '7', anchoredRoot: '7', inSync: true, anchors: [] },
  chains: [{ chainId: 31_337, inSync: true, waitingSince: null, overdue: [] }],
};

let root: Root;
let host: HTMLElement;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});
afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
  vi.unstubAllGlobals();
});

async function render(shown: StatusOverview): Promise<void> {
  const fetch: typeof globalThis.fetch = async () => Response.json(shown);
  await act(async () =>
    root.render(
      <PosternProvider>
        <QueryClientProvider client={createQueryClient()}>
          <PortalApiProvider value={createPortalApi({ fetch, tenant: 'demo-bank' })}>
            <MemoryRouter>
              <StatusPage />
            </MemoryRouter>
          </PortalApiProvider>
        </QueryClientProvider>
      </PosternProvider>,
    ),
  );
  await vi.waitFor(() => expect(host.textContent).toContain('Credentials issued'), 5000);
}

it('says nothing of the kind while every chain holds every change in its time', async () => {
  await render({ ...overview, chains: [{ ...overview.chains[0]!, inSync: false, waitingSince: SINCE }] });
  expect(host.querySelector('[role="alert"]')).toBeNull();
});

it('alarms about a change that is not on chain in its time, and names the chain where there are several', async () => {
  const late = { chainId: 31_338, inSync: false, waitingSince: SINCE, overdue: [{ since: SINCE }] };
  await render({ ...overview, chains: [...overview.chains, late] });
  const alert = host.querySelector('[role="alert"]');
  expect(alert?.textContent).toContain('31338');
  expect(alert?.textContent).toMatch(/Nov/);
});
