import { expect, type Page, test } from '@playwright/test';
import { createCircuitInputs, layOutCircuitInputs } from '@postern/proof';
import type { MadeProof, ProverEngineName } from '@postern/proof/prove';
import { kycPresentationVerificationKey, verifyPresentationProof } from '@postern/proof/verify';
import { createFixture } from '../../circuits/test/fixture.ts';
import { findWalletScript, ISOLATION, proveInPage, startProxy } from '../fixtures/prover-worker.ts';
import { readSharedStack } from '../fixtures/shared-stack.ts';

const CHAIN = 31_337;
const inputs = createCircuitInputs(createFixture());
const { wallet } = readSharedStack().urls;

const FAST_STEPS = ['load', 'witness', 'prove', 'done'];
const REFERENCE_STEPS = ['load', 'prove', 'done'];

async function expectStands(made: MadeProof | undefined): Promise<void> {
  const verificationKey = kycPresentationVerificationKey;
  await verifyPresentationProof({ presentation: made!.presentation, verificationKey });
}

async function expectProof(page: Page, engine: ProverEngineName = 'fast'): Promise<void> {
  const { steps, made, code } = await proveInPage(page, { inputs, chainId: CHAIN, engine });
  expect([code, steps]).toEqual([undefined, engine === 'fast' ? FAST_STEPS : REFERENCE_STEPS]);
  expect([made?.engine, made?.fellBack]).toEqual([engine, undefined]);
  await expectStands(made);
}

/** Threads of the wallet's provers in this page. */
const countThreads = (page: Page): number => page.workers().filter((worker) => worker.url().includes('worker-')).length;

/** What the page's and its workers' policies refused. */
function watchRefusals(page: Page): string[] {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/content security policy|violates/i.test(message.text())) refused.push(message.text());
  });
  return refused;
}

/** Which of the page's requests were for snarkjs, by its workers too. */
function watchSnarkjs(page: Page): string[] {
  const asked: string[] = [];
  page.context().on('request', (request) => {
    if (request.url().includes('prove-by-snarkjs')) asked.push(request.url());
  });
  return asked;
}

test("proves in the wallet's worker without cross-origin isolation", async ({ page }) => {
  await page.goto(wallet);
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(false);
  await expectProof(page);
  await expect.poll(() => countThreads(page)).toBe(0);
});

test("proves in the wallet's worker with cross-origin isolation", async ({ page }) => {
  const proxy = await startProxy({ target: wallet, headers: ISOLATION });
  await page.goto(proxy.url);
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
  await expectProof(page);
  await page.close();
  proxy.close();
});

test('a cancelled proof leaves no worker, a false statement is told, a foreign chain is refused', async ({ page }) => {
  await page.goto(wallet);
  expect(await proveInPage(page, { inputs, chainId: CHAIN, cancelAt: 'prove' })).toMatchObject({ code: 'cancelled' });
  await expect.poll(() => countThreads(page)).toBe(0);
  const untrue = layOutCircuitInputs(createFixture({ issuerId: 3 }));
  expect(await proveInPage(page, { inputs: untrue, chainId: CHAIN })).toMatchObject({
    code: 'ERR_PROVING_STATEMENT_FALSE',
  });
  expect(await proveInPage(page, { inputs, chainId: 1 })).toMatchObject({
    code: 'ERR_VERIFICATION_KEY_DEVELOPMENT',
    steps: [],
  });
});

test("snarkjs proves in the wallet's worker under its policy, and is loaded for that alone", async ({ page }) => {
  const [refused, asked] = [watchRefusals(page), watchSnarkjs(page)];
  await page.goto(wallet);
  await expectProof(page);
  expect(asked).toEqual([]);
  await expectProof(page, 'snarkjs');
  expect(asked).toHaveLength(1);
  await expect.poll(() => countThreads(page)).toBe(0);
  expect(refused).toEqual([]);
});

test('snarkjs is cancelled with its thread, refuses a false statement, and no foreign chain', async ({ page }) => {
  await page.goto(wallet);
  const engine = 'snarkjs';
  expect(await proveInPage(page, { inputs, chainId: CHAIN, engine, cancelAt: 'prove' })).toMatchObject({
    code: 'cancelled',
  });
  await expect.poll(() => countThreads(page)).toBe(0);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  const untrue = layOutCircuitInputs(createFixture({ issuerId: 3 }));
  expect(await proveInPage(page, { inputs: untrue, chainId: CHAIN, engine })).toMatchObject({
    code: 'ERR_PROVING_STATEMENT_FALSE',
  });
  // Which assertion it was is nobody's business.
  expect(said).toEqual([]);
  expect(await proveInPage(page, { inputs, chainId: 1, engine })).toMatchObject({
    code: 'ERR_VERIFICATION_KEY_DEVELOPMENT',
    steps: [],
  });
});

test('snarkjs takes over when threads of the fast prover calculate something wrong', async ({ page }) => {
  const refused = watchRefusals(page);
  const path = findWalletScript('proving-thread.worker');
  const proxy = await startProxy({ target: wallet, prelude: { path, code: `(${spoilSums.toString()})();` } });
  await page.goto(proxy.url);
  const { steps, made, code } = await proveInPage(page, { inputs, chainId: CHAIN });
  expect([code, made?.engine, made?.fellBack]).toEqual([undefined, 'snarkjs', 'ERR_PROVING_FAULTY']);
  expect(steps).toEqual([...FAST_STEPS.slice(0, 3), ...REFERENCE_STEPS]);
  await expectStands(made);
  // A false statement is no fault, and ends there.
  const untrue = layOutCircuitInputs(createFixture({ issuerId: 3 }));
  expect(await proveInPage(page, { inputs: untrue, chainId: CHAIN })).toMatchObject({
    code: 'ERR_PROVING_STATEMENT_FALSE',
    steps: ['load', 'witness'],
  });
  expect(refused).toEqual([]);
  proxy.close();
});

/** In a proving thread: every sum in the first group becomes its generator. */
function spoilSums(): void {
  const post = self.postMessage.bind(self) as (answer: unknown) => void;
  self.postMessage = (answer: { response?: { sum?: { x: bigint[] } } }) => {
    if (answer.response?.sum?.x.length === 1) Object.assign(answer.response.sum, { x: [1n], y: [2n] });
    post(answer);
  };
}

test('a spoiled cache entry is fetched again, a spoiled server is refused', async ({ page }) => {
  await page.goto(wallet);
  await expectProof(page);
  const spoil = () =>
    page.evaluate(async () => {
      const cache = await caches.open('postern-artifacts');
      const keys = await cache.keys();
      for (const key of keys) await cache.put(key, new Response('spoiled'));
      return keys.length;
    });
  expect(await spoil()).toBe(2);
  await expectProof(page);
  await spoil();
  await page.context().route('**/artifacts/**', (route) => route.fulfill({ body: 'spoiled too' }));
  expect(await proveInPage(page, { inputs, chainId: CHAIN })).toMatchObject({ code: 'ERR_ARTIFACT_HASH' });
});

test('only the scripts that prove may compile WebAssembly, and none may run a blob', async ({ request }) => {
  const policyOf = async (path: string) => (await request.get(`${wallet}${path}`)).headers()['content-security-policy'];
  for (const script of ['prover.worker', 'proving-thread.worker']) {
    expect(await policyOf(findWalletScript(script))).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(await policyOf(findWalletScript(script))).toMatch(/worker-src 'self'(?:;|$)/);
  }
  for (const path of ['/', findWalletScript('index')]) {
    expect(await policyOf(path)).toContain("script-src 'self';");
    expect(await policyOf(path)).not.toContain('wasm-unsafe-eval');
    expect(await policyOf(path)).toMatch(/worker-src 'self'(?:;|$)/);
  }
});
