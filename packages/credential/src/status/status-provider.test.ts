import { describe, expect, it } from 'vitest';

import { createTestParty } from '../testing/test-parties.ts';
import { createTestWorld, LISTS } from '../testing/test-world.ts';

const ENTRY = {
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '5',
  statusListCredential: LISTS.revocation,
};

describe('lists of a status provider', () => {
  it('count for the issuer that is configured to use it, and for nobody else', async () => {
    const world = await createTestWorld();
    world.state.revoked = [5];
    const [club, mallory] = [await createTestParty('ES256'), await createTestParty('ES256')];
    const linked = world.createChecker({ [club.did]: [world.bank.did] });
    const asked = (issuer: string) => linked.checkTokenStatus({ uri: LISTS.token, index: 5, issuer });
    await expect(asked(club.did)).resolves.toMatchObject({ status: 'revoked' });
    const w3c = (issuer: string) => linked.checkBitstringStatus({ entry: ENTRY, issuer });
    await expect(w3c(club.did)).resolves.toMatchObject({ status: 'revoked' });
    await expect(asked(world.bank.did)).resolves.toMatchObject({ status: 'revoked' });
    for (const ask of [asked, w3c]) {
      await expect(ask(mallory.did)).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_ISSUER' });
      await expect(ask('toString')).rejects.toBeDefined();
    }
  });
});
