import { HolderError, type StoredCredential } from '@postern/holder';
import { PosternProvider } from '@postern/ui';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RenewSection } from './renew-section.tsx';
import type { Renewal } from './use-renewal.ts';

const CREDENTIAL = {
  issuer: { identifier: 'https://bank.example/t/one', name: 'Aurora Bank' },
  renewal: { authorizationServer: 'https://bank.example', configurationIds: [], tokens: { accessToken: 'a' } },
} as unknown as StoredCredential;
const IDLE: Renewal = { isBusy: false, error: undefined, isOnItsWay: false, renew: () => {}, signIn: () => {} };

let root: Root;
let page: HTMLElement;
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
});
afterEach(async () => {
  await act(async () => root.unmount());
  page.remove();
});

async function show(change: Partial<Renewal> = {}, credential: StoredCredential = CREDENTIAL): Promise<string> {
  const props = { credential, renewal: { ...IDLE, ...change }, isUrgent: false };
  await act(async () =>
    root.render(
      <PosternProvider>
        <RenewSection {...props} />
      </PosternProvider>,
    ),
  );
  return page.textContent ?? '';
}

const button = (name: string) => [...page.querySelectorAll('button')].find(({ textContent }) => textContent === name);
const press = (name: string) => act(async () => button(name)?.click());

it('says what renewing does and renews on a press', async () => {
  const renew = vi.fn();
  expect(await show({ renew })).toContain('your passes stay');
  await press('Renew');
  expect(renew).toHaveBeenCalledOnce();
});

it('says aloud that it is asking, and takes no second press', async () => {
  const renew = vi.fn();
  await show({ renew, isBusy: true });
  expect(page.querySelector('output')?.textContent).toBe('Asking Aurora Bank…');
  await press('Renew');
  expect(renew).not.toHaveBeenCalled();
});

it('has no button where the bank gave nothing to renew with', async () => {
  const { renewal: _, ...without } = CREDENTIAL;
  expect(await show({}, without)).toContain('Ask there for a new offer');
  expect(page.querySelector('button')).toBeNull();
});

it('goes on with a renewal that was begun, instead of beginning another', async () => {
  const renew = vi.fn();
  await show({ renew, isOnItsWay: true });
  expect(button('Renew')).toBeUndefined();
  await press('Go on renewing');
  expect(renew).toHaveBeenCalledOnce();
});

it.each([
  ['ERR_HTTP_UNREACHABLE', 'The bank cannot be reached'],
  ['ERR_CREDENTIAL_REFUSED', 'The bank did not renew it'],
] as const)('tells %s in words, that the card stays, and lets it be tried again', async (code, title) => {
  const renew = vi.fn();
  await show({ renew, error: new HolderError(code, 'raw') });
  const alert = page.querySelector('[role=alert]')?.textContent ?? '';
  expect(alert).toContain(title);
  expect(alert).toContain('stays as it is');
  expect(alert).not.toContain('Sign in');
  expect(document.activeElement).toBe(button('Try again'));
  await press('Try again');
  expect(renew).toHaveBeenCalledOnce();
});

it('offers the sign-in when the bank wants one', async () => {
  const signIn = vi.fn();
  await show({ signIn, error: new HolderError('ERR_TOKEN_EXPIRED', 'raw') });
  expect(page.querySelector('[role=alert]')?.textContent).toContain('does not renew it by itself any more');
  expect(button('Try again')).toBeUndefined();
  await press('Sign in at bank.example');
  expect(signIn).toHaveBeenCalledOnce();
});
