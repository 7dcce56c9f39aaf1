import { describe, expect, it } from 'vitest';
import { findUnknownCommands } from '../../lib/checks/check-commands.mjs';

const known = {
  scripts: { '': ['check', 'test:e2e'], '@postern/wallet': ['build:web'] },
  subcommands: ['demo', 'key'],
};

describe('findUnknownCommands', () => {
  it.each([
    'npm run check',
    'npm run test:e2e -- --project desktop',
    'npm run build:web -w @postern/wallet',
    'npx postern key check --chain-id 1',
    'npx vitest run packages/db',
  ])('knows %s', (command) => {
    expect(findUnknownCommands(`Run \`${command}\` now.`, known)).toEqual([]);
  });

  it.each(['npm run chek', 'npm run build:web', 'npm run check -w @postern/wallet', 'npx postern dmo'])(
    'refuses %s',
    (command) => {
      expect(findUnknownCommands(`Run \`${command}\` now.`, known)).toEqual([command]);
    },
  );
});
