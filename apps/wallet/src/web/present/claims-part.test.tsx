import type { AnswerPart } from '@postern/holder';
import { formatMoment, PosternProvider } from '@postern/ui';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ProofPart } from './claims-part.tsx';

type ProofAnswer = Extract<AnswerPart, { kind: 'proof' }>;
const HOST = 'verifier.example';
const ACCOUNT = `0x${'b'.repeat(40)}`;

const END = 1_795_305_600;

const partFor = (account: string | undefined, presentEnd: number | undefined) =>
  ({
    kind: 'proof',
    queryId: 'kyc',
    policy: {
      query: { policyId: `0x${'11'.repeat(32)}`, chainId: 1, registry: ACCOUNT, ...(account && { account }) },
      compiled: { issuerMask: 3n },
      sentences: ['You are at least 18.'],
      issuerNames: { 0: 'A', 1: 'B' },
    },
    check: { state: 'ready', now: 1_795_200_000, durations: [{ days: 1, expiresAt: END }], presentEnd },
  }) as unknown as ProofAnswer;

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

const ONE = [{ chainId: 1, name: 'First network' }];
const TWO = [...ONE, { chainId: 2, name: 'Second network' }];

async function show(account: string | undefined, presentEnd?: number, networks = ONE): Promise<string> {
  const part = partFor(account, presentEnd);
  const props = { host: HOST, part, networks, duration: undefined, onDuration: () => {} };
  await act(async () =>
    root.render(
      <PosternProvider>
        <ProofPart {...props} />
      </PosternProvider>,
    ),
  );
  return page.textContent ?? '';
}

it('says that a proof without an account is for this site only and gives no pass', async () => {
  const text = await show(undefined);
  expect(text).toContain(`${HOST} only`);
  expect(text).toContain('no pass on chain');
  expect(text).toContain('can tell that it is you');
  expect(text).toContain('Your accounts on chain');
});

it('names the account that a proof is for, and says nothing of a site only', async () => {
  const text = await show(ACCOUNT);
  expect(text).toContain('A pass of the account');
  expect(text).not.toContain(`${HOST} only`);
  expect(text).not.toContain('Your accounts on chain');
});

it('names the network of a pass where the wallet knows several, and none where there is one or no pass comes of it', async () => {
  expect(await show(ACCOUNT, undefined, TWO)).toContain('On the networkFirst network');
  expect(await show(ACCOUNT)).not.toContain('network');
  expect(await show(undefined, undefined, TWO)).not.toContain('First network');
});

it('says in date and time when what is agreed to ends, and until when the pass runs that it renews', async () => {
  const end = formatMoment({ at: END });
  expect(await show(ACCOUNT)).toContain(`Access until${end}`);
  expect(await show(undefined)).toContain(`It counts until${end}`);
  const renewal = await show(ACCOUNT, END - 86_400);
  expect(renewal).toContain(`Your pass nowuntil ${formatMoment({ at: END - 86_400 })}`);
  expect(renewal).toContain(`After thisuntil ${end}`);
});
