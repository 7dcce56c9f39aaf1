import type { IdentityAnswers } from '@postern/protocol';
import { expect, it } from 'vitest';
import { refuse, renderPage } from '../testing/render-page.tsx';
import { AuditPage } from './audit-page.tsx';

const answers: IdentityAnswers = {
  staff: [
    { staffId: 'maker', name: 'Mara Lindqvist', same: 2, another: 17 },
    { staffId: 'checker', name: 'Jonas Adeyemi', same: 2, another: 3 },
  ],
  sampled: [
    { caseId: 'case-1', otherCaseId: 'case-2', answeredBy: 'Mara Lindqvist, Jonas Adeyemi', at: 1_795_000_000 },
  ],
};
const render = (answer: () => unknown) => renderPage(<AuditPage />, { at: '/audit?view=identity', answer });

it('counts the answers of each member of staff and links the pairs that were drawn', async () => {
  const { host, sent } = await render(() => answers);
  expect(sent.map(({ path }) => path)).toEqual(['/staff/identity-answers']);
  const cells = [...host.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map(({ textContent }) => textContent),
  );
  expect(cells.slice(0, 2)).toEqual([
    ['Mara Lindqvist', '2', '17'],
    ['Jonas Adeyemi', '2', '3'],
  ]);
  expect([...host.querySelectorAll('tbody a')].map((link) => link.getAttribute('href'))).toEqual([
    '/cases/case-1',
    '/cases/case-2',
  ]);
});

it('says when it cannot', async () => {
  const { host } = await render(() => refuse(401, 'ERR_STAFF_SESSION'));
  expect(host.querySelector('[role=alert]')?.textContent).toContain('ERR_STAFF_SESSION');
});
