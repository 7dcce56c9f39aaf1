import type { StatusOverview } from '@postern/protocol';
import { expect, it } from 'vitest';
import { renderPage } from '../testing/render-page.tsx';
import { StatusPage } from './status-page.tsx';

const overview: StatusOverview = {
  ...{ issuerId: 1, listId: 1, leafIndex: 0, epoch: 3, revoked: 1, suspended: 0, issued: 2, issuances: 1 },
  ...{ publishedRoot: '7', anchoredRoot: '7', inSync: true, anchors: [] },
  chains: [{ chainId: 31_337, inSync: true, waitingSince: null }],
};

it('says within which time a decision is on chain, the same that everybody else is told', async () => {
  const { host } = await renderPage(<StatusPage />, { answer: () => overview });
  expect(host.textContent).toContain('A decision is on chain within12 seconds');
});

it('says of each chain whether it holds the newest root, where there are several', async () => {
  const late = { chainId: 31_338, inSync: false, waitingSince: 1_795_000_000 };
  const { host } = await renderPage(<StatusPage />, {
    answer: () => ({ ...overview, chains: [...overview.chains, late] }),
  });
  expect(host.textContent).toMatch(/Chain 31337Holds the newest root.*Chain 31338A change waits/);
  const alone = await renderPage(<StatusPage />, { answer: () => overview });
  expect(alone.host.textContent).not.toContain('Chain 31337');
});
