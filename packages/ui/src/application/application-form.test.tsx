import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PosternProvider } from '../provider/postern-provider.tsx';
import { ApplicationForm } from './application-form.tsx';
import type { ApplicationSchema } from './validate-application.ts';

const LOCALITY_MISSING: ApplicationSchema = {
  safeParse: ({ address, ...rest }) =>
    address?.locality === ''
      ? { error: { issues: [{ code: 'too_small', path: ['address', 'locality'] }] } }
      : { data: { address, ...rest } },
};

let root: Root;
let host: HTMLElement;
const onSubmit = vi.fn();

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
  await act(async () =>
    root.render(
      <PosternProvider>
        <ApplicationForm schema={LOCALITY_MISSING} busy={false} onSubmit={onSubmit} />
      </PosternProvider>,
    ),
  );
});

afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
  vi.unstubAllGlobals();
});

const field = (label: string) => {
  const found = [...host.querySelectorAll('label')].find(({ textContent }) => textContent?.startsWith(label));
  return found === undefined ? undefined : (document.getElementById(found.htmlFor) as HTMLInputElement);
};
const type = (label: string, text: string) =>
  act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field(label), text);
    field(label)?.dispatchEvent(new Event('input', { bubbles: true }));
  });
const send = () =>
  act(async () => host.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })));

it('groups the fields under their headings', () => {
  expect([...host.querySelectorAll('fieldset > legend > h2')].map(({ textContent }) => textContent)).toEqual([
    'You',
    'Where you live',
    'Your document',
  ]);
  expect(field('Valid until')?.type).toBe('date');
  expect(field('Tax residence')?.value).toBe('Not stated');
});

it('sends nothing while a field is wrong, goes to the first of them, and ties the sentence to it', async () => {
  await send();
  expect(onSubmit).not.toHaveBeenCalled();
  expect(document.activeElement?.getAttribute('data-path')).toBe('birthDate');
  const locality = field('Town or city');
  expect(locality?.getAttribute('aria-invalid')).toBe('true');
  const described = (locality?.getAttribute('aria-describedby') ?? '').split(' ');
  expect(described.map((id) => document.getElementById(id)?.textContent)).toContain(
    'Enter the town or city you live in.',
  );
});

it('asks for Latin letters only beside another script', async () => {
  expect(field('Name in Latin letters')).toBeUndefined();
  await type('Family name', 'Ковальчук');
  expect(field('Name in Latin letters')?.required).toBe(true);
});

it('takes a document through the last second of its last day, and not a second longer', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    await type('Valid until', '2027-03-20');
    for (const [moment, isRefused] of [
      ['2027-03-20T00:00:00Z', false],
      ['2027-03-20T23:59:59Z', false],
      ['2027-03-21T00:00:00Z', true],
    ] as const) {
      vi.setSystemTime(moment);
      await send();
      expect([moment, field('Valid until')?.getAttribute('aria-invalid') === 'true']).toEqual([moment, isRefused]);
    }
  } finally {
    vi.useRealTimers();
  }
});
