import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PosternProvider } from '../provider/postern-provider.tsx';
import { CredentialCard } from './credential-card.tsx';

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

async function show(testData: boolean): Promise<string> {
  const texts = { issuerName: 'Aurora Bank', title: 'Identity check', holderName: 'Ada', validity: 'Valid until then' };
  await act(async () =>
    root.render(
      <PosternProvider>
        <CredentialCard {...texts} testData={testData} />
      </PosternProvider>,
    ),
  );
  return host.querySelector('article')?.textContent ?? '';
}

it('is marked when its person is made up', async () => {
  expect(await show(true)).toContain('TEST');
});

it('has no such mark for a real person', async () => {
  expect(await show(false)).not.toContain('TEST');
});
