import type { CaseDetail, OfferView } from '@postern/protocol';
import { expect, it } from 'vitest';
import { createDetail } from '../testing/case-detail.ts';
import { renderPage } from '../testing/render-page.tsx';
import { OfferPanel } from './offer-panel.tsx';

const offer: OfferView = {
  offerUri: 'https://bank.example/t/demo-bank/offers/1',
  walletUrl: 'https://wallet.example/offer?credential_offer_uri=x',
  otherWalletUrl: 'openid-credential-offer://?credential_offer_uri=x',
  otherWalletUrlByValue: 'openid-credential-offer://?credential_offer=%7B%7D',
  expiresAt: 1_795_900_000,
  state: 'open',
  early: false,
  collectionCode: '7K2M-Q0XZ',
};
const render = (shown: OfferView, facts: Partial<CaseDetail> = { state: 'approved' }) =>
  renderPage(<OfferPanel detail={createDetail({ ...facts, offer: shown })} />);
const codeOf = ({ host }: { host: HTMLElement }) => host.querySelector('[data-testid="collection-code"]')?.textContent;

it('shows the collection code beside the link of an open offer', async () => {
  const page = await render(offer);
  expect(codeOf(page)).toBe('7K2M-Q0XZ');
  const hrefs = [...page.host.querySelectorAll('a')].map((link) => link.getAttribute('href'));
  expect(hrefs).toEqual([offer.walletUrl, offer.otherWalletUrl, offer.otherWalletUrlByValue]);
});

it('shows none where the offer is used up or the issuer sends none', async () => {
  for (const state of ['redeemed', 'locked', 'expired'] as const) {
    expect(codeOf(await render({ ...offer, state }))).toBeUndefined();
  }
  const { collectionCode: _code, ...without } = offer;
  expect(codeOf(await render(without))).toBeUndefined();
});

it('never says of a case that nobody has decided that a wallet received the credential', async () => {
  const wordsOf = async (shown: OfferView, facts?: Partial<CaseDetail>) =>
    (await render(shown, facts)).host.querySelector('section')?.textContent;
  for (const state of ['open', 'redeemed', 'locked', 'expired'] as const) {
    const received = await wordsOf({ ...offer, state: 'redeemed' }, { state: 'active' });
    const early = await wordsOf({ ...offer, state, early: true }, { state: 'submitted' });
    expect(early).not.toBe(received);
    expect(early).not.toContain('received');
  }
});

it('is gone once the case gives no credential any more', async () => {
  for (const state of ['suspended', 'revoked', 'rejected'] as const) {
    const page = await render({ ...offer, state: 'redeemed' }, { state });
    expect(page.host.querySelector('section')).toBeNull();
  }
  expect(
    (await render({ ...offer, state: 'expired', early: true }, { state: 'rejected' })).host.querySelector('section'),
  ).toBeNull();
});

it('gives the link of an early offer to the applicant alone', async () => {
  const page = await render({ ...offer, early: true }, { state: 'submitted' });
  expect(codeOf(page)).toBeUndefined();
  expect(page.host.querySelector('a')).toBeNull();
});
