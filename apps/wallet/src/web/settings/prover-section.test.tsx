import { PosternProvider } from '@postern/ui';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProverChoice } from '../prover/prover-choice.ts';
import { ProverSection } from './prover-section.tsx';

let root: Root;
let page: HTMLElement;
beforeEach(() => {
  localStorage.clear();
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
});
afterEach(async () => {
  await act(async () => root.unmount());
  page.remove();
});

let visits = 0;
/** A new visit of the page: nothing of the last one is left but what the browser keeps. */
const show = () => {
  visits += 1;
  return act(async () =>
    root.render(
      <PosternProvider>
        <ProverSection key={visits} choice={createProverChoice({ storage: () => localStorage })} />
      </PosternProvider>,
    ),
  );
};
const radio = (value: string) => page.querySelector<HTMLInputElement>(`input[value="${value}"]`)!;
const chosen = () => ['fast', 'snarkjs'].filter((value) => radio(value).checked);

it('shows the fast prover as chosen, and keeps another choice', async () => {
  await show();
  expect(chosen()).toEqual(['fast']);
  await act(async () => radio('snarkjs').click());
  expect(chosen()).toEqual(['snarkjs']);
  await show();
  expect(chosen()).toEqual(['snarkjs']);
  await act(async () => radio('fast').click());
  await show();
  expect(chosen()).toEqual(['fast']);
});
