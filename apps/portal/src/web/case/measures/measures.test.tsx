import type { CaseDetail, PendingMeasure } from '@postern/protocol';
import { describe, expect, it } from 'vitest';
import { createDetail } from '../../testing/case-detail.ts';
import { renderPage } from '../../testing/render-page.tsx';
import { createProposalForm } from '../proposal/proposal-form.ts';
import { DecisionPanel } from '../decision-panel.tsx';
import { describeStep } from './describe-step.ts';

const TODAY = '2026-11-21';
const mara = { staffId: 'maker', name: 'Mara Lindqvist' };
const jonas = { staffId: 'checker', name: 'Jonas Adeyemi' };
const active: Partial<CaseDetail> = { state: 'active', approvedBy: 'Jonas Adeyemi' };
const pendingOf = (proposedBy: typeof mara): PendingMeasure => ({
  measure: 'revoke',
  proposedBy,
  proposedAt: 1_795_000_000,
  reason: 'The passport was reported stolen',
});
const render = (facts: Partial<CaseDetail>) =>
  renderPage(
    <DecisionPanel
      detail={createDetail({ ...active, ...facts })}
      form={createProposalForm(TODAY)}
      today={TODAY}
      onChange={() => undefined}
    />,
    {
      answer: (path) => (path.endsWith('/options') ? { decisionHash: 'c0ffee', options: null } : createDetail(active)),
    },
  );
const REASON = "Reason, for the bank's file";

describe('a measure', () => {
  it('is proposed with a reason, and not without one', async () => {
    const page = await render({ actions: ['propose_measure'], measures: ['suspend', 'revoke'] });
    await page.click('Revoke');
    expect(page.button('Propose')?.disabled).toBe(true);
    await page.fill(REASON, 'Stolen passport');
    await page.click('Propose');
    expect(page.sent[0]?.body).toEqual({ action: 'propose_measure', measure: 'revoke', reason: 'Stolen passport' });
  });

  it('waits under the name of who proposed it, and a second person confirms it', async () => {
    const page = await render({
      measure: pendingOf(mara),
      actions: ['confirm_measure', 'withdraw_measure', 'emergency_suspend'],
    });
    const notice = page.host.querySelector('[aria-label="A proposal waits"]')?.textContent;
    expect(notice).toContain('Mara Lindqvist');
    expect(notice).toContain('The passport was reported stolen');
    await page.click('Revoke for ever');
    expect(page.sent).toEqual([]);
    const dialog = document.querySelector('[role=dialog]');
    expect(dialog?.textContent).toContain('The passport was reported stolen');
    await page.clickIn(dialog, 'Revoke for ever');
    expect(page.sent[0]?.body).toEqual({ action: 'confirm_measure', measure: 'revoke' });
  });

  it('is not confirmed by who proposed it, who may withdraw it', async () => {
    const page = await render({ measure: pendingOf(jonas), actions: ['withdraw_measure'] });
    expect(page.button('Revoke for ever')).toBeUndefined();
    await page.click('Withdraw the proposal');
    await page.click('Withdraw it');
    expect(page.sent[0]?.body).toEqual({ action: 'withdraw_measure', measure: 'revoke' });
  });
});

describe('an emergency', () => {
  it('suspends at once with a reason, and not without one', async () => {
    const page = await render({ actions: ['propose_measure', 'emergency_suspend'], measures: ['suspend'] });
    await page.click('Emergency: suspend at once');
    expect(page.button('Suspend at once')?.disabled).toBe(true);
    await page.fill(REASON, 'Phone stolen an hour ago');
    await page.click('Suspend at once');
    expect(page.sent[0]?.body).toEqual({ action: 'emergency_suspend', reason: 'Phone stolen an hour ago' });
  });

  it('is confirmed or lifted like any other measure, and says that it waits', async () => {
    const emergency = { since: 1_795_000_000, by: mara, overdue: true };
    const page = await render({
      state: 'suspended',
      emergency,
      actions: ['propose_measure'],
      measures: ['suspend', 'reinstate', 'revoke'],
    });
    expect(page.host.querySelector('[aria-label="Emergency suspension"]')?.textContent).toContain('Mara Lindqvist');
    expect(page.button('Confirm the suspension')).toBeDefined();
    await page.click('Lift the emergency');
    await page.fill(REASON, 'It was found again');
    await page.click('Propose');
    expect(page.sent[0]?.body).toMatchObject({ action: 'propose_measure', measure: 'reinstate' });
  });

  it('is not offered where the issuer does not allow it', async () => {
    const page = await render({ actions: ['propose_measure'], measures: ['revoke'] });
    expect(page.button('Emergency: suspend at once')).toBeUndefined();
  });
});

describe('a move to another wallet', () => {
  const rebinding = { startedAt: 1_795_000_000, dueAt: 1_795_259_200, otherCaseIds: ['case-2'] };
  const noticeOf = (page: { host: HTMLElement }) => page.host.querySelector('[aria-label="Move to another wallet"]');

  it('says until when it can be stopped, and leads to the other file', async () => {
    const page = await render({ rebinding: { ...rebinding, state: 'waiting' } });
    expect(noticeOf(page)?.querySelector('a')?.getAttribute('href')).toContain('case-2');
    expect(noticeOf(page)?.textContent).toContain('reinstate');
  });

  it('says that nothing happens by itself once the holder objected', async () => {
    const page = await render({ rebinding: { ...rebinding, state: 'held' } });
    expect(noticeOf(page)?.textContent).toContain('Nothing happens by itself');
  });

  it('says nothing when it is over', async () => {
    for (const state of ['done', 'cancelled'] as const) {
      expect(noticeOf(await render({ rebinding: { ...rebinding, state } }))).toBeNull();
    }
  });
});

it('says of a separation that nothing comes back by itself', () => {
  const options = { name: 'Anna', isEmergency: false };
  const separate = describeStep({ action: 'confirm_measure', measure: 'separate' }, options);
  const reinstate = describeStep({ action: 'confirm_measure', measure: 'reinstate' }, options);
  expect(separate.consequences.join(' ')).toContain('stays revoked');
  expect(reinstate.consequences.join(' ')).not.toContain('stays revoked');
});
