import { describe, expect, it } from 'vitest';

import { deriveFacts } from './derive-facts.ts';
import { EVIDENCE_OF, isEvidenceOfChannel, isResidenceDocumented } from './evidence-table.ts';
import { type EvidenceKind, type FindingSubject, zEvidenceKind, zFindingSubject } from './z-assessment.ts';

type Found = Partial<Record<FindingSubject, EvidenceKind>>;
const findings = (found: Found) =>
  Object.entries(found).map(([subject, evidence]) => ({ subject: zFindingSubject.parse(subject), evidence }));

const copy = { identity_document: 'document_copy' } as const;
const face = { face_matched: 'video_call' } as const;
const alive = { active_liveness: 'video_call' } as const;
const chip = { chip_read: 'document_chip' } as const;

describe('assurance', () => {
  it.each([
    ['in_person', {}, 'low', 'document_missing'],
    ['in_person', { identity_document: 'original_document' }, 'low', 'face_not_matched'],
    ['remote_documents', { ...copy, face_matched: 'photograph' }, 'low', 'from_afar'],
    ['remote_documents', { ...copy, face_matched: 'photograph', ...chip }, 'substantial', 'chip'],
    ['video_call', { ...copy, ...face }, 'substantial', 'met'],
    ['in_person', { ...copy, ...face }, 'substantial', 'met'],
    ['video_call', { ...copy, ...face, ...alive, ...chip }, 'high', 'chip_and_alive'],
    ['in_person', { identity_document: 'original_document', ...face }, 'high', 'original_in_person'],
  ] as const)('over %s with %j is %s', (channel, found, assurance, assuranceReason) => {
    expect(deriveFacts({ channel, findings: findings(found) })).toMatchObject({ assurance, assuranceReason });
  });
});

describe('diligence', () => {
  it.each([
    [{}, 'simplified', 'document_missing'],
    [{ ...copy, residence: 'applicant_statement' }, 'simplified', 'residence_undocumented'],
    [{ ...copy, residence: 'utility_bill' }, 'standard', 'residence_documented'],
    [{ ...copy, residence: 'utility_bill', source_of_funds_verified: 'tax_document' }, 'enhanced', 'source_of_funds'],
    [{ ...copy, source_of_funds_verified: 'tax_document' }, 'simplified', 'residence_undocumented'],
  ] as const)('with %j is %s', (found, diligence, diligenceReason) => {
    const facts = deriveFacts({ channel: 'video_call', findings: findings(found) });
    expect(facts).toMatchObject({ diligence, diligenceReason });
  });
});

describe('flags', () => {
  it('are what was found, and no more', () => {
    expect(deriveFacts({ channel: 'remote_documents', findings: findings(copy) }).flags).toEqual([]);
    const found = { ...copy, ...face, residence: 'utility_bill' } as const;
    expect(deriveFacts({ channel: 'in_person', findings: findings(found) }).flags).toEqual([
      'address_verified',
      'face_matched',
      'in_person',
    ]);
  });

  it('do not take the applicant by their word for the residence', () => {
    expect(isResidenceDocumented({ findings: findings({ residence: 'applicant_statement' }) })).toBe(false);
    expect(isResidenceDocumented({ findings: findings({ residence: 'bank_statement' }) })).toBe(true);
  });
});

it('lets every finding rest on something in person, and no original or meeting be had from afar', () => {
  for (const subject of zFindingSubject.options) {
    expect(EVIDENCE_OF[subject].some((evidence) => isEvidenceOfChannel({ evidence, channel: 'in_person' }))).toBe(true);
  }
  const afar = zEvidenceKind.options.filter((evidence) =>
    isEvidenceOfChannel({ evidence, channel: 'remote_documents' }),
  );
  for (const kind of ['original_document', 'in_person_meeting', 'video_call']) expect(afar).not.toContain(kind);
});
