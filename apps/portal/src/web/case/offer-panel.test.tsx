import type { CaseDetail, OfferView } from '@postern/protocol';
import { PosternProvider } from '@postern/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPortalApi } from '../create-portal-api.ts';
import { createQueryClient } from '../create-query-client.ts';
import { PortalApiProvider } from '../portal-context.ts';
import { OfferPanel } from './offer-panel.tsx';

const offer: OfferView = {
  offerUri: 'https://bank.example/t/demo-bank/offers/1',
  walletUrl: 'https://wallet.example/offer?credential_offer_uri=x',
  expiresAt: 1_795_900_000,
  state: 'open',
  collectionCode: '7K2M-Q0XZ',
};
const detail: CaseDetail = {
  caseId: 'case-1',
  displayName: 'Łucja Żółć',
  state: 'approved',
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
  events: [],
  actions: [],
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

async function render(shown: OfferView): Promise<string> {
  const api = createPortalApi({ fetch: () => Promise.reject(new Error('offline')), tenant: 'demo-bank' });
  await act(async () =>
    root.render(
      <PosternProvider>
        <PortalApiProvider value={api}>
          <QueryClientProvider client={createQueryClient()}>
            <OfferPanel detail={{ ...detail, offer: shown }} />
          </QueryClientProvider>
        </PortalApiProvider>
      </PosternProvider>,
    ),
  );
  return host.querySelector('[data-testid="collection-code"]')?.textContent ?? '';
}

it('shows the collection code beside the link of an open offer', async () => {
  expect(await render(offer)).toBe('7K2M-Q0XZ');
  expect(host.querySelector('a')?.getAttribute('href')).toBe(offer.walletUrl);
});

it('shows none where the offer is used up or the issuer sends none', async () => {
  for (const state of ['redeemed', 'locked', 'expired'] as const) expect(await render({ ...offer, state })).toBe('');
  const { collectionCode: _code, ...without } = offer;
  expect(await render(without)).toBe('');
});
