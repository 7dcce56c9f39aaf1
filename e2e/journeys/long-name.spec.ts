import { expect, type Page, test } from '@playwright/test';
import { applyAsNewPerson, createActors } from '../fixtures/actors.ts';
import { signInByDemo } from '../fixtures/portal.ts';

const expectNoSidewaysScroll = async (page: Page): Promise<void> => {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content).toBeLessThanOrEqual(window);
};

test('a name of 300 letters leaves every column and the case page in their place', async ({ page, isMobile }) => {
  const width = isMobile ? 390 : 1280;
  await page.setViewportSize({ width, height: 800 });
  const actors = await createActors();
  const { caseId } = await applyAsNewPerson(actors, {
    givenName: 'y'.repeat(150),
    familyName: 'X'.repeat(150),
    latinName: 'X'.repeat(300),
  });
  await signInByDemo(page, actors.stack.portalUrl, actors.maker.name);
  const row = page.getByRole('row').filter({ has: page.locator(`a[href$="${caseId}"]`) });
  await expect(row).toBeVisible();
  for (const cell of [row.getByRole('cell').nth(1), page.getByRole('columnheader', { name: 'State' })]) {
    const box = await cell.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? width) + (box?.width ?? width)).toBeLessThanOrEqual(width);
  }
  await expectNoSidewaysScroll(page);

  await row.getByRole('link').click();
  await expect(page.getByRole('button', { name: 'Start the review' })).toBeVisible();
  await expectNoSidewaysScroll(page);
});
