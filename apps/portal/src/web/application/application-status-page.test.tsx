import type { ApplicationStatus } from '@postern/protocol';
import { describe, expect, it } from 'vitest';
import { Route, Routes } from 'react-router';
import { refuse, renderPage } from '../testing/render-page.tsx';
import { ApplicationStatusPage } from './application-status-page.tsx';

const status: ApplicationStatus = {
  applicationId: 'application-1',
  bankName: 'Aurora Bank',
  state: 'approved',
  submittedAt: 1_795_000_000,
  updatedAt: 1_795_000_600,
  canRequestOffer: false,
};
const ended = '[aria-label="Your code has ended"]';
const render = (facts: Partial<ApplicationStatus>, request: () => unknown = () => ({})) => {
  let current = { ...status, ...facts };
  const open = { offerState: 'open', transactionCode: '123456', canRequestOffer: false } as const;
  return renderPage(
    <Routes>
      <Route path="/application/:applicationId" element={<ApplicationStatusPage />} />
    </Routes>,
    {
      at: '/application/application-1#secret',
      answer: (path) => {
        if (!path.endsWith('/offers')) return current;
        const answer = request();
        if (!(answer instanceof Response)) current = { ...current, ...open };
        return answer;
      },
    },
  );
};
const code = ({ host }: { host: HTMLElement }) => host.querySelector('[data-testid=transaction-code]')?.textContent;

describe('an applicant with an open offer', () => {
  const links = {
    walletUrl: 'https://wallet.example/offer?credential_offer_uri=x',
    otherWalletUrl: 'openid-credential-offer://?credential_offer_uri=x',
    otherWalletUrlByValue: 'openid-credential-offer://?credential_offer=%7B%7D',
  };
  const hrefs = ({ host }: { host: HTMLElement }) => [...host.querySelectorAll('a')].map((link) => link.href);

  it('can open it in the wallet or in another one, and without one sees no link', async () => {
    const open = { offerState: 'open', transactionCode: '123456' } as const;
    expect(hrefs(await render({ ...open, offerLinks: links }))).toEqual(expect.arrayContaining(Object.values(links)));
    expect(hrefs(await render({ offerState: 'redeemed' })).some((href) => href.includes('offer'))).toBe(false);
  });
});

describe('an applicant whose code ended', () => {
  it.each(['locked', 'expired'] as const)('is told that it is %s, and gets a new one', async (offerState) => {
    const page = await render({ offerState, canRequestOffer: true });
    expect(page.host.querySelector(ended)).not.toBeNull();
    expect(code(page)).toBeUndefined();
    await page.click('Get a new code');
    const asked = page.sent.find(({ path }) => path.endsWith('/offers'));
    expect(asked).toMatchObject({
      path: '/t/demo-bank/applications/application-1/offers',
      authorization: 'Bearer secret',
    });
    expect(code(page)).toBe('123456');
    expect(page.host.querySelector(ended)).toBeNull();
  });

  it('is told another reason after wrong codes than after the time', async () => {
    const wordsAfter = async (offerState: 'locked' | 'expired') =>
      (await render({ offerState, canRequestOffer: true })).host.querySelector(ended)?.textContent;
    expect(await wordsAfter('locked')).not.toBe(await wordsAfter('expired'));
  });

  it('is sent to the bank where there is no new one', async () => {
    const page = await render({ offerState: 'expired' });
    expect(page.host.querySelector(ended)).not.toBeNull();
    expect(page.button('Get a new code')).toBeUndefined();
  });

  it('reads why, if the bank refuses after all', async () => {
    const page = await render({ offerState: 'expired', canRequestOffer: true }, () =>
      refuse(409, 'ERR_APPLICATION_OFFER'),
    );
    await page.click('Get a new code');
    expect(page.host.querySelector('[role=alert]')?.textContent).toContain('ERR_APPLICATION_OFFER');
  });
});

it.each([
  ['an open code', { offerState: 'open', transactionCode: '123456' }],
  ['a code that a wallet used', { offerState: 'redeemed' }],
  ['a credential that lives', { state: 'active', offerState: 'expired' }],
  ['an undecided case', { state: 'submitted', offerState: 'expired', canRequestOffer: true }],
  ['a rejected case', { state: 'rejected', offerState: 'expired' }],
] as const)('says nothing of an end to %s', async (_name, facts) => {
  const page = await render(facts);
  expect(page.host.querySelector(ended)).toBeNull();
  expect(page.button('Get a new code')).toBeUndefined();
});
