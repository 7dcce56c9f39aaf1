import type { Measure } from '@postern/protocol';
import { PosternProvider } from '@postern/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPortalApi } from '../create-portal-api.ts';
import { createQueryClient } from '../create-query-client.ts';
import { PortalApiProvider } from '../portal-context.ts';
import { EffectTimes } from './effect-times.tsx';

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

async function render(measures: Measure[]): Promise<{ asked: string[] }> {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    asked.push(input as string);
    return Response.json({ credentials: 60, anchorInterval: 7, confirmation: 5 });
  };
  await act(async () =>
    root.render(
      <PosternProvider>
        <QueryClientProvider client={createQueryClient()}>
          <PortalApiProvider value={createPortalApi({ fetch, tenant: 'demo-bank' })}>
            <main>
              <EffectTimes measures={measures} />
            </main>
          </PortalApiProvider>
        </QueryClientProvider>
      </PosternProvider>,
    ),
  );
  await act(async () => new Promise((resolve) => setTimeout(resolve, 20)));
  return { asked };
}

const text = () => host.querySelector('main')?.textContent;

it.each([[['suspend', 'revoke']], [['revoke']]] as Measure[][][])(
  'says when %j ends a credential',
  async (measures) => {
    const { asked } = await render(measures);
    expect(asked).toEqual(['/api/t/demo-bank/status/times']);
    expect(text()).toMatch(/within 1 minute\..*on chain within 12 seconds.* 25 hours /);
  },
);

it('says when a reinstated credential counts again', async () => {
  await render(['reinstate']);
  expect(text()).toMatch(/within 1 minute\..*again within 12 seconds/);
});

it('says nothing, and asks nothing, where no status is decided', async () => {
  const { asked } = await render(['reject', 'rebind']);
  expect([text(), asked]).toEqual(['', []]);
});
