import { expect, it } from 'vitest';
import { createPolicyRules, installTrustedTypes } from './trusted-types.ts';

const ORIGIN = 'https://wallet.example';
const rules = createPolicyRules(ORIGIN);

it('lets style sheets through, and no markup', () => {
  expect(rules.createHTML(':root{--a:1}.b>.c{color:red}')).toBe(':root{--a:1}.b>.c{color:red}');
  for (const text of ['<img src=x onerror=alert(1)>', '</style><script>', '<']) {
    expect(() => rules.createHTML(text)).toThrow(TypeError);
  }
});

it('starts the own workers, and no other script', () => {
  const own = `${ORIGIN}/assets/prover.worker-DC4rK99V.js`;
  expect(rules.createScriptURL(own)).toBe(own);
  for (const url of [
    'https://evil.example/assets/prover.worker-a.js',
    `${ORIGIN}/assets/index-a.js`,
    `${ORIGIN}/config.json`,
    'data:text/javascript,alert(1)',
    `blob:${ORIGIN}/1`,
    'javascript:alert(1)',
  ]) {
    expect(() => rules.createScriptURL(url)).toThrow(TypeError);
  }
});

it('is set up as the default policy, where the browser knows such', () => {
  const made: string[] = [];
  const location = { origin: ORIGIN };
  installTrustedTypes({ location, trustedTypes: { createPolicy: (name) => made.push(name) } });
  installTrustedTypes({ location });
  expect(made).toEqual(['default']);
});
