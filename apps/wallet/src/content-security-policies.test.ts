import { createContentSecurityPolicy } from '@postern/http-service';
import { expect, it } from 'vitest';
import { createPagePolicy, PROVER_POLICY, PROVER_SCRIPTS } from './content-security-policies.ts';
import { parseEnv } from './env.ts';

it('lets the scripts that prove compile WebAssembly, and nothing else', () => {
  for (const script of ['/assets/prover.worker-DC4rK99V.js', '/assets/proving-thread.worker-a_b-9.js']) {
    expect(PROVER_SCRIPTS.test(script)).toBe(true);
  }
  for (const script of ['/', '/assets/index-abc.js', '/assets/prover.worker-a.js/x', '/x/assets/prover.worker-a.js']) {
    expect(PROVER_SCRIPTS.test(script)).toBe(false);
  }
  const page = createContentSecurityPolicy(createPagePolicy(parseEnv({})));
  const prover = createContentSecurityPolicy(PROVER_POLICY);
  expect(page).toContain("script-src 'self';");
  expect(page).not.toContain('wasm-unsafe-eval');
  expect(page).toContain("require-trusted-types-for 'script'; trusted-types default");
  expect(prover).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(prover).toContain("connect-src 'self';");
  // Threads are scripts of the wallet's own, so no blob may become one.
  for (const policy of [page, prover]) expect(policy).toMatch(/worker-src 'self'(?:;|$)/);
});
