import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PosternProvider } from '../../provider/postern-provider.tsx';
import { ConsentSheet } from './consent-sheet.tsx';

let root: Root;
let host: HTMLElement;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});

afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const button = (label: string) =>
  [...host.querySelectorAll('button')].find((element) => element.textContent === label) as HTMLButtonElement;

it.each(['Your credential is of a made-up person.', undefined])(
  'says that test data are at play: %s',
  async (testData) => {
    const nothing = () => {};
    await act(async () =>
      root.render(
        <PosternProvider>
          <ConsentSheet
            {...{ host: 'vault.example', proves: [], keeps: [], testData }}
            onAccept={nothing}
            onRefuse={nothing}
          />
        </PosternProvider>,
      ),
    );
    const text = host.textContent ?? '';
    expect(text.includes('TEST')).toBe(testData !== undefined);
    expect(text.includes(testData ?? 'made-up')).toBe(testData !== undefined);
  },
);

it('names who asks, shows two lists, and lets nobody accept by a stray tap', async () => {
  const onAccept = vi.fn();
  const onRefuse = vi.fn();
  await act(async () =>
    root.render(
      <PosternProvider>
        <ConsentSheet
          host="vault.example"
          proves={['You are at least 18']}
          keeps={['Your name']}
          onAccept={onAccept}
          onRefuse={onRefuse}
          acceptDelay={1000}
        />
      </PosternProvider>,
    ),
  );
  expect(host.querySelector('h1')?.textContent).toBe('vault.example');
  expect([...host.querySelectorAll('ul')].map((list) => list.textContent)).toEqual([
    'You are at least 18',
    'Your name',
  ]);

  expect(button('Prove').disabled).toBe(true);
  expect(button('Not now').disabled).toBe(false);
  await act(async () => vi.advanceTimersByTime(1000));
  expect(button('Prove').disabled).toBe(false);

  await act(async () => button('Prove').click());
  await act(async () => button('Not now').click());
  expect(onAccept).toHaveBeenCalledOnce();
  expect(onRefuse).toHaveBeenCalledOnce();
});
