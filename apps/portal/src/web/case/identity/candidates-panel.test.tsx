import type { CaseDetail } from '@postern/protocol';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { createCandidate, createDetail, createProposed } from '../../testing/case-detail.ts';
import { type Page, renderPage } from '../../testing/render-page.tsx';
import { createProposalForm } from '../proposal/proposal-form.ts';
import { CandidatesPanel } from './candidates-panel.tsx';

function Shown({ detail }: { detail: CaseDetail }) {
  const [form, setForm] = useState(() => createProposalForm('2026-11-21'));
  return <CandidatesPanel detail={detail} form={form} onChange={setForm} />;
}
const radios = ({ host }: Page) => [...host.querySelectorAll<HTMLInputElement>('input[type=radio]')];
const effect = ({ host }: Page) => host.querySelector('[data-testid=identity-effect]')?.textContent;

it('puts the files side by side and preselects nothing', async () => {
  const candidate = createCandidate();
  const page = await renderPage(<Shown detail={createDetail({ candidates: [candidate], actions: ['propose'] })} />);
  expect(page.host.querySelectorAll('table')).toHaveLength(1);
  expect(page.host.querySelectorAll('[data-differs]')).toHaveLength(2);
  expect(page.host.querySelector('a')?.getAttribute('href')).toBe('/cases/case-2');
  expect(radios(page).map(({ value, checked }) => [value, checked])).toEqual([
    ['same', false],
    ['another', false],
  ]);
  expect(effect(page)).toBeUndefined();
});

it('says what each answer does before anything is signed', async () => {
  const page = await renderPage(
    <Shown detail={createDetail({ candidates: [createCandidate()], actions: ['propose'] })} />,
  );
  await page.choose('The same person');
  const same = effect(page);
  await page.choose('Another person');
  expect([same, effect(page)].every(Boolean)).toBe(true);
  expect(effect(page)).not.toBe(same);
});

it('does not speak of an end where nothing is live', async () => {
  const read = async (facts: Parameters<typeof createCandidate>[0]) => {
    const candidate = createCandidate(facts);
    const identityAnswers = [{ personId: candidate.personId, answer: 'same' as const }];
    return effect(await renderPage(<Shown detail={createProposed({ candidates: [candidate], identityAnswers })} />));
  };
  expect(await read({ credential: 'none', effect: 'none' })).not.toBe(await read({}));
});

it('asks for a reason where one document would be two people, and nowhere else', async () => {
  const match = { document: true, name: 'equal' } as const;
  const page = await renderPage(
    <Shown detail={createDetail({ candidates: [createCandidate({ match })], actions: ['propose'] })} />,
  );
  await page.choose('The same person');
  expect(page.host.querySelector('textarea')).toBeNull();
  await page.choose('Another person');
  expect(page.host.querySelector('textarea')).not.toBeNull();
});

it('lets who approves read the answer and not change it', async () => {
  const candidate = createCandidate();
  const answers = [{ personId: candidate.personId, answer: 'another' as const }];
  const page = await renderPage(
    <Shown detail={createProposed({ candidates: [candidate], identityAnswers: answers })} />,
  );
  expect(radios(page)).toEqual([]);
  expect(effect(page)).toContain('Mara Lindqvist');
});

it('is not there without candidates', async () => {
  const page = await renderPage(<Shown detail={createDetail({ actions: ['propose'] })} />);
  expect(page.host.querySelector('section')).toBeNull();
});
