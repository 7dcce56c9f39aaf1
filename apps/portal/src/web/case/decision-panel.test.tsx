import type { CaseDetail, StaffSession } from '@postern/protocol';
import { PosternProvider } from '@postern/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPortalApi } from '../create-portal-api.ts';
import { createQueryClient } from '../create-query-client.ts';
import { PortalApiProvider } from '../portal-context.ts';
import { DecisionPanel } from './decision-panel.tsx';

const detail: CaseDetail = {
  caseId: 'case-1',
  displayName: 'Łucja Żółć',
  state: 'second_approval',
  nationalities: ['PL'],
  residence: 'SE',
  submittedAt: 1_795_000_000,
  updatedAt: 1_795_000_600,
  application: {
    familyName: 'Żółć',
    givenName: 'Łucja',
    birthDate: '1990-02-28',
    nationalities: ['PL'],
    residence: 'SE',
    address: { street: 'Storgatan 1', locality: 'Uppsala', postalCode: '753 31' },
    document: { type: 'passport', number: 'AB123456', issuingCountry: 'PL', expiresOn: '2030-01-01' },
  },
  assessment: { assurance: 'substantial', diligence: 'standard', flags: [], residenceSubdivision: 0 },
  proposedBy: 'Mara Lindqvist',
  events: [],
  actions: ['approve', 'return'],
};
const session: StaffSession = {
  staff: { staffId: 'checker', name: 'Jonas Adeyemi', role: 'approver', method: 'demo' },
  tenant: { slug: 'demo-bank', name: 'Aurora Bank' },
  demoStaff: [],
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

type Sent = { path: string; body: unknown };

async function renderPanel(options: { shown: CaseDetail; decide: () => Response }): Promise<Sent[]> {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const path = (input as string).replace('/api/staff', '');
    if (path === '/session') return Response.json(session);
    sent.push({ path, body: JSON.parse(init?.body as string) });
    return path.endsWith('/options') ? Response.json({ decisionHash: 'c0ffee', options: null }) : options.decide();
  };
  await act(async () =>
    root.render(
      <PosternProvider>
        <QueryClientProvider client={createQueryClient()}>
          <PortalApiProvider value={createPortalApi({ fetch, tenant: 'demo-bank' })}>
            <MemoryRouter>
              <DecisionPanel detail={options.shown} />
            </MemoryRouter>
          </PortalApiProvider>
        </QueryClientProvider>
      </PosternProvider>,
    ),
  );
  return sent;
}

const click = (label: string) =>
  act(async () => {
    [...host.querySelectorAll('button')].find((button) => button.textContent === label)?.click();
    await new Promise((resolve) => setTimeout(resolve, 20));
  });

it('sends back the decision with the hash that the issuer gave it', async () => {
  const sent = await renderPanel({
    shown: detail,
    decide: () => Response.json({ ...detail, state: 'approved', actions: [] }),
  });
  await click('Approve');
  expect(sent).toEqual([
    { path: '/cases/case-1/decisions/options', body: { action: 'approve' } },
    { path: '/cases/case-1/decisions', body: { action: 'approve', decisionHash: 'c0ffee', assertion: null } },
  ]);
  expect(host.querySelector('[role=alert]')).toBeNull();
});

it('says in plain words that the same person cannot approve', async () => {
  const problem = { title: 'Conflict', status: 409, code: 'ERR_CASE_SAME_APPROVER', requestId: 'request-1' };
  await renderPanel({ shown: detail, decide: () => Response.json(problem, { status: 409 }) });
  await click('Approve');
  const alert = host.querySelector('[role=alert]')?.textContent;
  expect(alert).toContain('The same person cannot propose and approve');
  expect(alert).toContain('ERR_CASE_SAME_APPROVER · request-1');
});

it('offers only what the issuer allows', async () => {
  await renderPanel({ shown: { ...detail, actions: [] }, decide: () => Response.error() });
  expect(host.querySelectorAll('button')).toHaveLength(0);
  expect(host.textContent).toContain('two people sign every approval');
});
