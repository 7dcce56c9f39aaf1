/**
 * Which workspace may import which, and what else it may not touch. A new edge is a reviewed change to this file.
 * Roles (issuer, holder, verifier) never meet; apps never meet; verification never imports issuance.
 *
 * - `workspaces`: names without `@postern/`.
 * - `pure`: no Node built-ins, no `process`: everything from outside comes in as an argument.
 */
export const IMPORT_TABLE = {
  'packages/primitives': { workspaces: [], pure: true },
  'packages/credential': { workspaces: ['primitives'], pure: true },
  'packages/proof': { workspaces: ['primitives', 'credential'], pure: true },
  'packages/protocol': { workspaces: ['primitives'], pure: true },
  'packages/contracts': { workspaces: ['primitives'], pure: true },
  'packages/issuer': { workspaces: ['primitives', 'credential', 'protocol'], pure: true },
  'packages/holder': { workspaces: ['primitives', 'credential', 'proof', 'protocol'], pure: true },
  'packages/verifier': { workspaces: ['primitives', 'credential', 'proof', 'protocol'], pure: true },
  'packages/db': { workspaces: ['primitives', 'issuer', 'verifier'], pure: false },
  'packages/http-service': { workspaces: ['primitives'], pure: false },
  'packages/ui': { workspaces: [], pure: true },
  'packages/sdk': { workspaces: ['primitives', 'protocol', 'contracts'], pure: true },
  'packages/testkit': { workspaces: ['primitives', 'credential', 'proof', 'db'], pure: false },
  'packages/interop': {
    workspaces: ['proof', 'contracts', 'holder', 'testkit'],
    pure: false,
  },
  'packages/tooling': { workspaces: ['db'], pure: false },
  circuits: { workspaces: ['primitives', 'credential', 'proof'], pure: false },
  'apps/issuer': {
    workspaces: ['primitives', 'credential', 'protocol', 'issuer', 'db', 'contracts', 'http-service'],
    pure: false,
  },
  'apps/verifier': {
    workspaces: ['primitives', 'credential', 'proof', 'protocol', 'verifier', 'db', 'contracts', 'http-service'],
    pure: false,
  },
  'apps/portal': { workspaces: ['protocol', 'ui', 'http-service'], pure: false },
  'apps/wallet': {
    workspaces: ['primitives', 'proof', 'protocol', 'holder', 'contracts', 'ui', 'http-service'],
    pure: false,
  },
  'apps/console': { workspaces: ['protocol', 'ui', 'http-service'], pure: false },
  'apps/vault-demo': { workspaces: ['primitives', 'sdk', 'ui', 'http-service'], pure: false },
  'apps/cli': {
    workspaces: ['primitives', 'credential', 'proof', 'protocol', 'issuer', 'holder', 'contracts', 'db'],
    pure: false,
  },
};

/** Files of pure workspaces that are adapters all the same; each is an export of its own. */
export const ADAPTER_FILES = [
  'packages/proof/src/artifacts/node.ts',
  'packages/proof/src/curve/node/',
  'packages/proof/src/prove/threads/node/',
  'packages/proof/src/verify/pool/',
  'packages/contracts/ts/mirror/checkpoint/file-checkpoint-store.ts',
];

/** Packages that only the listed workspaces may import. */
export const RESERVED_PACKAGES = [
  {
    pattern: /^(@prisma\/|prisma$)/,
    allowed: ['packages/db', 'packages/tooling'],
    why: 'the database is behind ports',
  },
  {
    pattern: /^pg$/,
    allowed: ['packages/db', 'packages/tooling', 'packages/testkit'],
    why: 'the database is behind ports',
  },
  {
    pattern: /^pg-boss$/,
    allowed: ['packages/db'],
    why: 'jobs are kept in the database',
  },
  {
    pattern: /^(snarkjs|ffjavascript)/,
    allowed: ['packages/proof', 'packages/interop', 'circuits'],
    why: 'proving and verifying live in packages/proof; interop holds ours against it',
  },
  {
    pattern: /^@postern\/proof\/prove$/,
    allowed: ['packages/holder', 'packages/testkit', 'packages/interop', 'apps/wallet', 'apps/cli', 'circuits'],
    why: 'only holders prove',
  },
  {
    pattern: /^@postern\/db\/issuer$/,
    allowed: ['apps/issuer', 'packages/testkit'],
    why: 'each service has its own database',
  },
  {
    pattern: /^@postern\/db\/verifier$/,
    allowed: ['apps/verifier', 'packages/testkit'],
    why: 'each service has its own database',
  },
];
