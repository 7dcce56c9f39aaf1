import { describe, expect, it } from 'vitest';

import { runMirrorHistory } from '../../test/support/run-mirror-history.ts';
import { startOpenChain } from '../../test/support/start-open-chain.ts';

describe('mirror and contracts', () => {
  it.each([11, 31, 51, 71])('agree throughout a long random history with reorgs (seed %i)', async (seed) => {
    const world = await startOpenChain();
    try {
      const status = await runMirrorHistory({ world, steps: 250, seed });
      expect(status.rebuilds).toBe(1);
      expect(status.reorgs).toBeGreaterThan(5);
    } finally {
      await world.chain.stop();
    }
  });
});
