import { encodePersonAttributes, FLAG_BIT, KYC_PERSON_SCHEMA, PERSON_SLOT } from '@postern/credential';
import {
  EVIDENCE_OF,
  type ApplicationData,
  type AssessmentDraft,
  type Finding,
  type FindingSubject,
  zFlagName,
} from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import { deriveAssessment } from '../assessment/derive-assessment.ts';
import { assertUnblocked } from '../assessment/find-blockers.ts';
import { buildPersonRecord } from './build-person-record.ts';

const NOW = Date.parse('2026-11-30T12:00:00Z') / 1000;
const TODAY = '2026-11-30';

const APPLICATION: ApplicationData = {
  givenName: 'Ada',
  familyName: 'Muster',
  birthDate: '1990-02-28',
  nationalities: ['GR'],
  residence: 'DE',
  address: { street: 'Torstraße 1', locality: 'Berlin', postalCode: '10119' },
  document: { type: 'passport', number: 'AE1234567', issuingCountry: 'GR', expiresOn: '2035-05-01' },
};
const finding = (subject: FindingSubject, evidence: Finding['evidence']): Finding => ({
  subject,
  evidence,
  note: 'seen on the file',
  seenOn: TODAY,
});
/** As little as is approved at all: a copy of the document, and a residence on the applicant's word. */
const LEAST: AssessmentDraft = {
  channel: 'remote_documents',
  findings: [finding('identity_document', 'document_copy'), finding('residence', 'applicant_statement')],
  residenceSubdivision: 0,
  exceptions: [],
};

type Source = {
  application?: Partial<ApplicationData>;
  assessment?: Partial<AssessmentDraft>;
  now?: number;
  testData?: boolean;
};

/** The 16 values that an approved case with these sources is sealed with. */
function seal({ application, assessment, now = NOW, testData = false }: Source): bigint[] {
  const stated = { ...APPLICATION, ...application };
  const derived = deriveAssessment({ draft: { ...LEAST, ...assessment }, foundBy: 'maker', today: TODAY });
  assertUnblocked({ application: stated, assessment: derived, now: NOW });
  return encodePersonAttributes(buildPersonRecord({ application: stated, assessment: derived, now, testData }));
}
/** Slots that differ from the least record when one source changes. */
function moved(source: Source): string[] {
  const [before, after] = [seal({}), seal(source)];
  return KYC_PERSON_SCHEMA.attributes.filter(({ slot }) => before[slot] !== after[slot]).map(({ name }) => name);
}
const withFindings = (...findings: Finding[]) => ({ findings: [...LEAST.findings.slice(0, 1), ...findings] });
const { document } = APPLICATION;

/**
 * Where each attribute comes from: one change of the file that moves it, and what the file then records. `never` is an
 * attribute that nothing sets yet.
 */
const SOURCES: Readonly<Record<keyof typeof PERSON_SLOT, { source: Source; confirmedBy: string } | 'never'>> = {
  birthDate: { source: { application: { birthDate: '1991-02-28' } }, confirmedBy: 'identity_document' },
  nationality: { source: { application: { nationalities: ['CY'] } }, confirmedBy: 'identity_document' },
  nationality2: { source: { application: { nationalities: ['GR', 'CY'] } }, confirmedBy: 'identity_document' },
  residence: { source: { application: { residence: 'FR' } }, confirmedBy: 'residence' },
  residenceSubdivision: {
    source: { assessment: { ...withFindings(finding('residence', 'utility_bill')), residenceSubdivision: 7 } },
    confirmedBy: 'residence',
  },
  assurance: {
    source: {
      assessment: {
        channel: 'video_call',
        ...withFindings(finding('residence', 'applicant_statement'), finding('face_matched', 'video_call')),
      },
    },
    confirmedBy: 'the table over channel and findings',
  },
  diligence: {
    source: { assessment: withFindings(finding('residence', 'utility_bill')) },
    confirmedBy: 'the table over findings',
  },
  flags: { source: { assessment: withFindings(finding('residence', 'utility_bill')) }, confirmedBy: 'the findings' },
  screenedAt: 'never',
  issuedAt: { source: { now: NOW + 5 }, confirmedBy: 'issuing' },
  documentType: {
    source: { application: { document: { ...document, type: 'identity_card' } } },
    confirmedBy: 'identity_document',
  },
  documentExpiry: {
    source: { application: { document: { ...document, expiresOn: '2034-05-01' } } },
    confirmedBy: 'identity_document',
  },
  nameHash: { source: { application: { familyName: 'Muster-Neu' } }, confirmedBy: 'identity_document' },
  taxResidence: { source: { application: { taxResidence: 'FR' } }, confirmedBy: 'the applicant, as tax law has it' },
  reboundAt: 'never',
  extensionRoot: 'never',
};

describe('each attribute of the credential', () => {
  it.each(KYC_PERSON_SCHEMA.attributes.map(({ name }) => name as keyof typeof PERSON_SLOT))(
    '%s has its source',
    (name) => {
      const entry = SOURCES[name];
      if (entry === 'never') {
        expect(seal({})[PERSON_SLOT[name]]).toBe(0n);
        for (const other of Object.values(SOURCES))
          if (other !== 'never') expect(moved(other.source)).not.toContain(name);
        return;
      }
      expect(moved(entry.source)).toContain(name);
    },
  );

  it('stands at the least where the file records the least', () => {
    const least = seal({});
    const expected = {
      assurance: 1n,
      diligence: 1n,
      flags: 0n,
      screenedAt: 0n,
      taxResidence: 0n,
      residenceSubdivision: 0n,
    };
    for (const [name, value] of Object.entries(expected)) {
      expect(least[PERSON_SLOT[name as keyof typeof PERSON_SLOT]]).toBe(value);
    }
  });

  it('needs its finding: without one that is mandatory nobody is approved', () => {
    for (const missing of [0, 1]) {
      const findings = LEAST.findings.filter((_, position) => position !== missing);
      expect(() => seal({ assessment: { findings } })).toThrow(expect.objectContaining({ code: 'ERR_CASE_BLOCKED' }));
    }
  });
});

/** What sets each flag; `never` is one that only a screening, or a check that does not exist yet, may set. */
const FLAG_SOURCES: Readonly<Record<keyof typeof FLAG_BIT, Source | 'never'>> = {
  sanctions_clear: 'never',
  not_pep: 'never',
  adverse_media_checked: 'never',
  device_bound_key: 'never',
  test_data: { testData: true },
  in_person: { assessment: { channel: 'in_person' } },
  address_verified: { assessment: withFindings(finding('residence', 'utility_bill')) },
  ...Object.fromEntries(
    (
      [
        'source_of_funds_verified',
        'face_matched',
        'active_liveness',
        'accredited',
        'chip_read',
        'represents_entity',
        'birth_date_partial',
      ] as const
    ).map((subject) => {
      const evidence = EVIDENCE_OF[subject].find(
        (kind) => kind !== 'in_person_meeting' && kind !== 'original_document',
      );
      return [
        subject,
        { assessment: { channel: 'video_call', findings: [...LEAST.findings, finding(subject, evidence!)] } },
      ];
    }),
  ),
} as Record<keyof typeof FLAG_BIT, Source | 'never'>;

describe('each flag of the credential', () => {
  const names = Object.keys(FLAG_BIT) as (keyof typeof FLAG_BIT)[];
  const flagsOf = (source: Source) =>
    names.filter((name) => ((seal(source)[PERSON_SLOT.flags]! >> BigInt(FLAG_BIT[name])) & 1n) === 1n);

  it.each(names)('%s is set by its source alone', (name) => {
    const source = FLAG_SOURCES[name];
    if (source === 'never') {
      expect(zFlagName.options).not.toContain(name);
      return;
    }
    expect(flagsOf(source)).toEqual([name]);
    expect(flagsOf({})).toEqual([]);
  });
});
