import { expect, test } from '@playwright/test';
import { proposeCase } from '../../apps/cli/src/demo/steps/decide-case.ts';
import { applyAsNewPerson, createActors } from '../fixtures/actors.ts';
import { openCase, signInByDemo } from '../fixtures/portal.ts';

test('one person cannot propose and approve', async ({ page }) => {
  const actors = await createActors();
  const { checker, stack } = actors;
  const { caseId, applicant } = await applyAsNewPerson(actors);
  await proposeCase({ maker: checker, caseId });

  await expect(checker.decide(caseId, { action: 'approve' })).rejects.toMatchObject({
    code: 'ERR_DEMO_SERVICE_REFUSED',
    details: { code: 'ERR_CASE_SAME_APPROVER' },
  });
  await signInByDemo(page, stack.portalUrl, checker.name);
  await openCase(page, stack.portalUrl, applicant.latinName ?? '');
  await expect(page.getByText('You proposed this, so somebody else must approve it')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve', exact: true })).toHaveCount(0);
});

test('an analyst proposes and cannot approve; an approver can', async () => {
  const actors = await createActors();
  const { maker, checker } = actors;
  const { caseId } = await applyAsNewPerson(actors);
  await proposeCase({ maker, caseId });

  await expect(maker.decide(caseId, { action: 'approve' })).rejects.toMatchObject({
    details: { code: expect.stringMatching(/^ERR_CASE_(SAME_APPROVER|ROLE)$/) },
  });
  expect((await checker.decide(caseId, { action: 'approve' })).state).toBe('approved');
});
