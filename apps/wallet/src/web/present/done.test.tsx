import { PosternProvider } from '@postern/ui';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Done, type MadeBy, type Outcome } from './done.tsx';

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

const REQUEST = { host: 'verifier.example', name: 'Harbor Vault', isSigned: true, siteUrl: 'https://vault.example/' };

async function show(made: MadeBy | undefined, change: Partial<Outcome> = {}, request = REQUEST): Promise<string> {
  const outcome = { kind: 'proven-here', until: '30 June 2027', made, redirectUri: undefined, ...change } as const;
  await act(async () =>
    root.render(
      <PosternProvider>
        <MemoryRouter>
          <Done outcome={outcome} request={request} />
        </MemoryRouter>
      </PosternProvider>,
    ),
  );
  return page.textContent ?? '';
}

it('says nothing of the prover when the fast one made the proof', async () => {
  expect(await show({ engine: 'fast' })).not.toContain('prover');
  expect(await show(undefined)).not.toContain('prover');
});

it('says why the reference prover made it', async () => {
  expect(await show({ engine: 'snarkjs' })).toContain('as you chose');
  expect(await show({ engine: 'snarkjs', fellBack: 'ERR_PROVING_FAULTY' })).toContain('made a wrong proof');
  expect(await show({ engine: 'snarkjs', fellBack: 'ERR_PROVING_ENGINE_FAILED' })).toContain('stopped working');
});

it('leads back to the site, by the way that the site asked for before its home page', async () => {
  const link = () => page.querySelector('a[href^="https:"]')?.getAttribute('href') ?? undefined;
  expect(await show(undefined)).toContain('Return to Harbor Vault');
  expect(link()).toBe('https://vault.example/');
  await show(undefined, { redirectUri: 'https://vault.example/done#response_code=x' });
  expect(link()).toBe('https://vault.example/done#response_code=x');
  await show(undefined, {}, { ...REQUEST, siteUrl: undefined as never });
  expect(link()).toBeUndefined();
  await show(undefined, { redirectUri: 'javascript:alert(1)' });
  expect(page.querySelector('a[href^="javascript"]')).toBeNull();
});

it('names who signed by name, and who did not by address', async () => {
  expect(await show(undefined)).toContain('Harbor Vault has checked');
  expect(await show(undefined, {}, { ...REQUEST, isSigned: false })).toContain('verifier.example has checked');
});

it('does not say that a site was told what it could not be told', async () => {
  const told = await show(undefined, { kind: 'declined' });
  expect(await show(undefined, { kind: 'declined', isTold: false })).not.toBe(told);
});
