import { expect, type Page, test } from '@playwright/test';
import { createCircuitInputs, layOutCircuitInputs } from '@postern/proof';
import { kycPresentationVerificationKey, verifyPresentationProof } from '@postern/proof/verify';
import { createFixture } from '../../circuits/test/fixture.ts';
import { findWalletScript, proveInPage, startIsolatingProxy } from '../fixtures/prover-worker.ts';
import { readSharedStack } from '../fixtures/shared-stack.ts';

const CHAIN = 31_337;
const inputs = createCircuitInputs(createFixture());
const { wallet } = readSharedStack().urls;

async function expectProof(page: Page): Promise<void> {
  const { steps, presentation, code } = await proveInPage(page, { inputs, chainId: CHAIN });
  expect([code, steps]).toEqual([undefined, ['load', 'witness', 'prove', 'done']]);
  await verifyPresentationProof({
    presentation: presentation!,
    verificationKey: kycPresentationVerificationKey,
  });
}

/** Threads of the wallet's provers in this page. */
const countThreads = (page: Page): number => page.workers().filter((worker) => worker.url().includes('worker-')).length;

test("proves in the wallet's worker without cross-origin isolation", async ({ page }) => {
  await page.goto(wallet);
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(false);
  await expectProof(page);
  await expect.poll(() => countThreads(page)).toBe(0);
});

test("proves in the wallet's worker with cross-origin isolation", async ({ page }) => {
  const proxy = await startIsolatingProxy(wallet);
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
