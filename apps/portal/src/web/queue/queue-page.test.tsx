import type { CaseList, CaseSummary } from '@postern/protocol';
import { describe, expect, it } from 'vitest';
import { renderPage } from '../testing/render-page.tsx';
import { QueuePage } from './queue-page.tsx';

const mara = { staffId: 'maker', name: 'Mara Lindqvist' };
const item = (facts: Partial<CaseSummary>): CaseSummary => ({
  caseId: 'case-1',
  displayName: 'Łucja Żółć',
  state: 'active',
  nationalities: ['PL'],
  residence: 'SE',
  submittedAt: 1_795_000_000,
  updatedAt: 1_795_000_600,
  ...facts,
});
const overdue = [{ caseId: 'case-9', displayName: 'Anna Nowak', since: 1_795_000_000 }];
const render = (list: Partial<CaseList>, at = '/queue') =>
  renderPage(<QueuePage />, {
    at,
    answer: () => ({ cases: [], unreadable: [], counts: {}, overdueEmergencies: [], ...list }),
  });
const stateOf = async (facts: Partial<CaseSummary>) => {
  const { host } = await render({ cases: [item(facts)] });
  return host.querySelector('tbody tr td:nth-child(2) span')?.textContent;
};

describe('a state in the list', () => {
  it.each([
    [{ credentialStatus: 'valid' }, 'Active'],
    [{ credentialStatus: 'replaced' }, 'Replaced'],
    [{ credentialStatus: 'suspended' }, 'Suspended'],
    [{ state: 'revoked', credentialStatus: 'revoked' }, 'Revoked'],
    [{ state: 'suspended', credentialStatus: 'replaced' }, 'Replaced'],
    [{ state: 'approved' }, 'Approved'],
  ] as const)('with %j is that of the credential now', async (facts, label) => {
    expect(await stateOf(facts)).toBe(label);
  });
});

describe('an emergency that nobody confirmed in time', () => {
  const region = '[aria-label="Overdue emergencies"]';
  const emergency = { since: 1_795_000_000, by: mara, overdue: true };

  it('stands above every view of the queue, and its row is marked', async () => {
    for (const at of ['/queue', '/queue?state=submitted', '/queue?state=rejected']) {
      const { host } = await render({ overdueEmergencies: overdue }, at);
      expect(host.querySelector(`${region} a`)?.getAttribute('href')).toBe('/cases/case-9');
    }
    const { host } = await render({ cases: [item({ state: 'suspended', emergency })] });
    expect(host.querySelectorAll('tr[data-overdue]')).toHaveLength(1);
  });

  it('is not there while it is in time', async () => {
    const cases = [item({ state: 'suspended', emergency: { ...emergency, overdue: false } })];
    const { host } = await render({ cases });
    expect(host.querySelector(region)).toBeNull();
    expect(host.querySelectorAll('tr[data-overdue]')).toHaveLength(0);
  });
});

it('names who proposes a measure that waits', async () => {
  const measure = { measure: 'revoke', proposedBy: mara, proposedAt: 1_795_000_000 } as const;
  const { host } = await render({ cases: [item({ measure })] });
  expect(host.querySelector('tbody')?.textContent).toContain('Mara Lindqvist');
});

it('hands the next case to who may decide it, and no own proposal', async () => {
  const jonas = { staffId: 'checker', name: 'Jonas Adeyemi' };
  const link = async (proposer: typeof mara) => {
    const { host } = await render({ cases: [item({ state: 'second_approval', proposer })] });
    return host.querySelector('header a')?.getAttribute('href');
  };
  expect(await link(mara)).toBe('/cases/case-1');
  expect(await link(jonas)).toBeUndefined();
});

describe('a file that cannot be opened', () => {
  const region = '[aria-label="Unreadable files"]';

  it('is named above the queue, which shows everybody else', async () => {
    const { host } = await render({ cases: [item({})], unreadable: [{ caseId: 'case-2' }] });
    expect(host.querySelector(`${region} a`)?.getAttribute('href')).toBe('/cases/case-2');
    expect(host.querySelector('tbody a')?.getAttribute('href')).toBe('/cases/case-1');
  });

  it('is not spoken of while there is none', async () => {
    const { host } = await render({ cases: [item({})] });
    expect(host.querySelector(region)).toBeNull();
  });
});

describe('a list that goes on', () => {
  const older = 'Show older cases';
  const buttons = (host: HTMLElement) => [...host.querySelectorAll('button')].map(({ textContent }) => textContent);

  it('offers the next page while there is one', async () => {
    expect(buttons((await render({ cases: [item({})], next: 'place' })).host)).toContain(older);
    expect(buttons((await render({ cases: [item({})] })).host)).not.toContain(older);
  });
});
