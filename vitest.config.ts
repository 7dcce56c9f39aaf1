import { defineConfig } from 'vitest/config';

// Workspace packages are read from their TypeScript sources, so that no build is needed before a test run.
const conditions = ['postern-source'];
const resolve = { conditions: [...conditions, 'module', 'browser', 'development|production'] };
const ssr = { resolve: { conditions: [...conditions, 'module', 'node', 'development|production'] } };
const roots = ['packages', 'apps', 'circuits'];
const ignored = [
  '**/node_modules/**',
  '**/dist/**',
  '**/generated/**',
  'packages/contracts/out/**',
  'circuits/build/**',
];
const slow = roots.map((root) => `${root}/**/*.slow.test.ts`);
// They need a hardware token: `npm run test:hsm` makes one and sets the variable.
const hsm = ['apps/**/*.hsm.test.ts'];
const dom = roots.flatMap((root) => [`${root}/**/*.test.tsx`, `${root}/**/*.dom.test.ts`]);

// Lends one embedded PostgreSQL to all test files of a run; it starts only when one of them asks.
const globalSetup = ['./packages/testkit/src/vitest-global-setup.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'node',
          environment: 'node',
          globalSetup,
          include: roots.map((root) => `${root}/**/*.test.ts`),
          exclude: [...ignored, ...slow, ...hsm, ...dom],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: dom,
          exclude: ignored,
          testTimeout: 20_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'slow',
          environment: 'node',
          globalSetup,
          // Only `npm run test:slow` sets the variable: an ordinary run must stay short.
          include: process.env.POSTERN_SLOW_TESTS === '1' ? slow : [],
          exclude: ignored,
          testTimeout: 1_800_000,
          hookTimeout: 600_000,
          passWithNoTests: true,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'hsm',
          environment: 'node',
          globalSetup,
          // A library is opened once in a process.
          pool: 'forks',
          testTimeout: 60_000,
          include: process.env.POSTERN_HSM_TESTS === '1' ? hsm : [],
          exclude: ignored,
          passWithNoTests: true,
        },
      },
    ],
  },
});
