import { expect, test } from '@playwright/test';
import { checkRequest } from '../../apps/cli/src/demo/steps/check-request.ts';
import { openSession } from '../../apps/cli/src/demo/steps/open-session.ts';
import { refuseRenewal } from '../../apps/cli/src/demo/steps/refuse-renewal.ts';
import { revokeCredential } from '../../apps/cli/src/demo/steps/revoke-credential.ts';
import { waitForAnchor } from '../../apps/cli/src/demo/steps/wait-for-anchor.ts';
import { createActors, issueToNewPerson } from '../fixtures/actors.ts';

test('a revoked credential gives no proof, not even by force', async () => {
  const actors = await createActors();
  const { stack, walker, maker, checker } = actors;
  const { credential, caseId } = await issueToNewPerson(actors);
  const account = walker.holder.walletClient.account.address;
  const { value: session } = await openSession({ fetch, vaultUrl: stack.vaultUrl, account });
  const ask = () => checkRequest({ ...walker, link: session.walletUrl, credential });
  expect((await ask()).value.check.state).toBe('ready');

  await revokeCredential({ maker, checker, caseId });
  await waitForAnchor({ staff: checker, client: walker.client, caseId });

  const { value: checked } = await ask();
  expect(checked.check.state).toBe('revoked');
  await refuseRenewal({ ...walker, checked, credential });
});
