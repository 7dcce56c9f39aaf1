import type { CaseDetail } from '@postern/protocol';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { assessment, createCandidate, createDetail, createProposed } from '../testing/case-detail.ts';
import { refuse, renderPage } from '../testing/render-page.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { CandidatesPanel } from './identity/candidates-panel.tsx';
import { createProposalForm } from './proposal/proposal-form.ts';

const TODAY = '2026-11-21';

function Shown({ detail }: { detail: CaseDetail }) {
  const [form, setForm] = useState(() => createProposalForm(TODAY));
  return (
    <>
      <CandidatesPanel detail={detail} form={form} onChange={setForm} />
      <DecisionPanel detail={detail} form={form} today={TODAY} onChange={setForm} />
    </>
  );
}
const render = (detail: CaseDetail, decide: () => unknown = () => detail) =>
  renderPage(<Shown detail={detail} />, {
    answer: (path) => (path.endsWith('/options') ? { decisionHash: 'c0ffee', options: null } : decide()),
  });
const read = { ...assessment, findings: assessment.findings.map(({ foundBy: _by, ...finding }) => finding) };
const { assurance: _assurance, diligence: _diligence, flags: _flags, ...readDraft } = read;

describe('an approval', () => {
  it('is signed only after a confirmation that lists what it signs, over what was read', async () => {
    const candidate = createCandidate();
    const detail = createProposed({
      assessment: { ...assessment, exceptions: [{ blocker: 'minor', reason: 'Guardian signed at the desk' }] },
      candidates: [candidate],
      candidatesHash: 'c4nd',
      identityAnswers: [{ personId: candidate.personId, answer: 'same' }],
      blockers: ['minor'],
    });
    const page = await render(detail, () => createDetail({ state: 'approved' }));
    await page.click('Approve');
    expect(page.sent).toEqual([]);
    const dialog = document.querySelector('[role=dialog]')?.textContent ?? '';
    for (const { note, foundBy } of assessment.findings) {
      expect(dialog).toContain(note);
      expect(dialog).toContain(foundBy);
    }
    expect(dialog).toContain('Guardian signed at the desk');
    expect(dialog).toContain(candidate.displayName);
    await page.click('Sign and approve');
    const draft = {
      action: 'approve',
      assessment: { ...readDraft, exceptions: detail.assessment?.exceptions },
      identity: { candidatesHash: 'c4nd', answers: detail.identityAnswers },
    };
    expect(page.sent.map(({ path, body }) => ({ path, body }))).toEqual([
      { path: '/staff/cases/case-1/decisions/options', body: draft },
      { path: '/staff/cases/case-1/decisions', body: { ...draft, decisionHash: 'c0ffee', assertion: null } },
    ]);
  });

  it('shows what it signs before the button, not after it', async () => {
    const page = await render(createProposed());
    const note = [...page.host.querySelectorAll('span')].find(
      ({ textContent }) => textContent === assessment.findings[0]?.note,
    );
    const position = note?.compareDocumentPosition(page.button('Approve') as Node) ?? 0;
    expect(position & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('is refused in plain words to who proposed it', async () => {
    const page = await render(createProposed(), () => refuse(403, 'ERR_CASE_SAME_APPROVER'));
    await page.click('Approve');
    await page.click('Sign and approve');
    const alert = document.querySelector('[role=dialog] [role=alert]')?.textContent;
    expect(alert).toContain('ERR_CASE_SAME_APPROVER · request-1');
    // The page's own words, not the service's title.
    expect(alert).not.toContain('Refused');
  });

  it('is not offered while something blocks it that nobody excepted, or a candidate has no answer', async () => {
    expect((await render(createProposed({ blockers: ['document_expired'] }))).button('Approve')).toBeUndefined();
    expect((await render(createProposed({ candidates: [createCandidate()] }))).button('Approve')).toBeUndefined();
  });
});

describe('a proposal', () => {
  const detail = createDetail({
    actions: ['propose', 'propose_measure'],
    measures: ['reject'],
    blockers: ['identity_document_missing', 'residence_missing'],
  });

  it('is held back while something lacks, and is sent with what was found', async () => {
    const page = await render(detail);
    expect(page.button('Propose approval')?.disabled).toBe(true);
    await page.choose('Video call');
    const [document_, residence] = [...page.host.querySelectorAll('fieldset select')] as HTMLSelectElement[];
    expect([...(document_?.options ?? [])].map(({ value }) => value)).toEqual(['', 'document_copy', 'document_chip']);
    for (const [select, value] of [
      [document_, 'document_copy'],
      [residence, 'utility_bill'],
    ] as const) {
      await page.write(select, value);
    }
    expect(page.button('Propose approval')?.disabled).toBe(true);
    for (const field of page.host.querySelectorAll('fieldset textarea')) await page.write(field, 'Seen on the call');
    expect(page.button('Propose approval')?.disabled).toBe(false);
    await page.click('Propose approval');
    expect(page.sent[0]?.body).toEqual({
      action: 'propose',
      assessment: {
        channel: 'video_call',
        findings: [
          { subject: 'identity_document', evidence: 'document_copy', note: 'Seen on the call', seenOn: TODAY },
          { subject: 'residence', evidence: 'utility_bill', note: 'Seen on the call', seenOn: TODAY },
        ],
        residenceSubdivision: 0,
        exceptions: [],
      },
    });
  });

  it('has no tick for sanctions, political exposure or news', async () => {
    const page = await render(detail);
    expect(page.host.querySelectorAll('input[type=checkbox]')).toHaveLength(0);
    expect(page.host.querySelector('section')?.textContent).not.toMatch(/sanction|political|media|news/i);
  });
});

it('offers only what the issuer allows', async () => {
  const page = await render(createProposed({ actions: [], measures: [] }));
  expect(page.host.querySelectorAll('button')).toHaveLength(0);
});

it('says on an approved case that an unanswered file stops the issuance, and only there', async () => {
  const unsettled = { state: 'approved', approvedBy: 'Jonas Adeyemi', actions: ['return'] } as const;
  const region = '[aria-label="Not issued yet"]';
  const page = await render(createDetail({ ...unsettled, actions: ['return'], candidates: [createCandidate()] }));
  expect(page.host.querySelector(region)).not.toBeNull();
  expect(page.button('Send back to review')).toBeDefined();
  const settled = await render(createDetail({ ...unsettled, actions: ['return'] }));
  expect(settled.host.querySelector(region)).toBeNull();
});
