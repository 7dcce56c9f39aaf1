import { PosternProvider } from '@postern/ui';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Done, type MadeBy } from './done.tsx';

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

async function show(made: MadeBy | undefined): Promise<string> {
  const outcome = { kind: 'proven-here', until: '30 June 2027', made, redirectUri: undefined } as const;
  await act(async () =>
    root.render(
      <PosternProvider>
        <MemoryRouter>
          <Done outcome={outcome} host="site.example" />
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
