import type { DeskAlarms as Alarms } from '@postern/protocol';
import { expect, it } from 'vitest';
import { renderPage } from '../testing/render-page.tsx';
import { DeskAlarms } from './desk-alarms.tsx';

const AT = 1_795_000_000;
const nothing: Alarms = { boundSeconds: 46, chains: 1, changes: [], jobs: [] };

const show = async (alarms: Alarms) => {
  const { host } = await renderPage(<DeskAlarms />, { answer: () => alarms });
  return host.querySelector('[role="alert"]');
};

it('says nothing while all is well', async () => {
  expect(await show(nothing)).toBeNull();
});

it('says which change is not on chain in its time, and within which it should have been', async () => {
  const alert = await show({ ...nothing, changes: [{ chainId: 31_337, since: AT }] });
  expect(alert?.textContent).toMatch(/Nov.*46 seconds/);
  expect(alert?.textContent).not.toContain('31337');
});

it('names the chain where there are several', async () => {
  const alert = await show({ ...nothing, chains: 2, changes: [{ chainId: 31_338, since: AT }] });
  expect(alert?.textContent).toContain('31338');
});

it('shows work that failed for good, with the code for whoever runs the service', async () => {
  const alert = await show({ ...nothing, jobs: [{ job: 'anchor', at: AT, code: 'ERR_CHAIN_UNAVAILABLE' }] });
  expect(alert?.textContent).toContain('ERR_CHAIN_UNAVAILABLE');
  expect(alert?.textContent).not.toContain('anchor');
});
