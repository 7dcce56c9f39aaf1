import { PosternProvider } from '@postern/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import { afterEach, vi } from 'vitest';
import { createPortalApi } from '../create-portal-api.ts';
import { createQueryClient } from '../create-query-client.ts';
import { PortalApiProvider } from '../portal-context.ts';
import { session } from './case-detail.ts';

export type Sent = { path: string; body: unknown; authorization: string | null };

export type Page = {
  host: HTMLElement;
  /** Every request but those for the session and for how fast decisions count. */
  sent: Sent[];
  /** The button with exactly this text, on the page or in a dialog. */
  button: (label: string) => HTMLButtonElement | undefined;
  click: (label: string) => Promise<void>;
  /** The same within a part of the page. */
  clickIn: (part: Element | null, label: string) => Promise<void>;
  /** Writes into the field with this label. */
  fill: (label: string, text: string) => Promise<void>;
  /** Sets what a field or a list holds. */
  write: (field: Element | undefined, text: string) => Promise<void>;
  /** Chooses the radio button with this label. */
  choose: (label: string) => Promise<void>;
};

export type RenderPageOptions = {
  /** Path with its search and hash. */
  at?: string;
  /** Answers a request; the path is that of the issuer. */
  answer?: (path: string, body: unknown) => unknown;
};

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
  vi.unstubAllGlobals();
});

/** Renders a part of the portal against answers of the issuer, and drives it as a person would. */
export async function renderPage(children: ReactNode, options: RenderPageOptions = {}): Promise<Page> {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  // Mantine waits for fonts before it measures a growing field; the test's document loads none.
  if (!('fonts' in document)) Object.defineProperty(document, 'fonts', { value: new EventTarget() });
  const { at = '/', answer = () => ({}) } = options;
  const host = document.body.appendChild(document.createElement('div'));
  const root = createRoot(host);
  cleanups.push(async () => {
    await act(async () => root.unmount());
    host.remove();
  });
  const sent: Sent[] = [];
  const client = createQueryClient();
  /** Waits until nothing is asked any more, and lets what came be shown. */
  const settle = async () => {
    do await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
    while (client.isFetching() + client.isMutating() > 0);
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
  };
  /** React shows what a step changed once the step is over. */
  const run = async (step: () => void) => {
    await act(async () => step());
    await settle();
  };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const path = (input as string).replace('/api', '');
    if (path === '/staff/session') return Response.json(session);
    if (path.endsWith('/status/times')) {
      return Response.json({ credentials: 60, anchorInterval: 7, confirmation: 5 });
    }
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    sent.push({ path, body, authorization: new Headers(init?.headers).get('authorization') });
    const result = answer(path, body);
    return result instanceof Response ? result : Response.json(result);
  };
  await run(() =>
    root.render(
      <PosternProvider>
        <QueryClientProvider client={client}>
          <PortalApiProvider value={createPortalApi({ fetch, tenant: 'demo-bank' })}>
            <MemoryRouter initialEntries={[at]}>{children}</MemoryRouter>
          </PortalApiProvider>
        </QueryClientProvider>
      </PosternProvider>,
    ),
  );

  const labelled = (label: string): HTMLInputElement => {
    const found = [...document.querySelectorAll('label')].find((element) => element.textContent?.trim() === label);
    const field = found === undefined ? null : document.getElementById(found.htmlFor);
    if (field === null) throw new Error(`There is no field "${label}".`);
    return field as HTMLInputElement;
  };
  const buttonIn = (part: ParentNode | null, label: string) =>
    [...(part?.querySelectorAll('button') ?? [])].find((element) => element.textContent === label);
  const clickIn = (part: ParentNode | null, label: string) =>
    run(() => {
      const found = buttonIn(part, label);
      if (found === undefined) throw new Error(`There is no button "${label}".`);
      found.click();
    });
  /** As a person does: the element's own setter, so that React notices. */
  const setValue = (field: Element | undefined, text: string) =>
    run(() => {
      if (field === undefined) throw new Error('There is no such field.');
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field) as object, 'value')?.set?.call(field, text);
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
  return {
    host,
    sent,
    button: (label) => buttonIn(document, label),
    click: (label) => clickIn(document, label),
    clickIn,
    choose: (label) => run(() => labelled(label).click()),
    fill: (label, text) => setValue(labelled(label), text),
    write: setValue,
  };
}

/** A refusal as the issuer sends it. */
export function refuse(status: number, code: string): Response {
  return Response.json({ title: 'Refused', status, code, requestId: 'request-1' }, { status });
}
