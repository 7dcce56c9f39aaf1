import type { AnswerPart } from '@postern/holder';
import { PosternProvider } from '@postern/ui';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ProofPart } from './claims-part.tsx';

type ProofAnswer = Extract<AnswerPart, { kind: 'proof' }>;
const HOST = 'verifier.example';
const ACCOUNT = `0x${'b'.repeat(40)}`;

const partFor = (account: string | undefined) =>
  ({
    kind: 'proof',
    queryId: 'kyc',
    policy: {
      query: { policyId: `0x${'11'.repeat(32)}`, chainId: 1, registry: ACCOUNT, ...(account && { account }) },
      compiled: { issuerMask: 3n },
      sentences: ['You are at least 18.'],
      issuerNames: { 0: 'A', 1: 'B' },
    },
    check: { state: 'ready', durations: [{ days: 1, expiresAt: 1_795_305_600 }] },
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

async function show(account: string | undefined): Promise<string> {
  const props = { host: HOST, part: partFor(account), duration: undefined, onDuration: () => {} };
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
