import type { ApplicationData, Assessment, CaseDetail, IdentityCandidate, StaffSession } from '@postern/protocol';

const application: ApplicationData = {
  familyName: 'Żółć',
  givenName: 'Łucja',
  birthDate: '1990-02-28',
  nationalities: ['PL'],
  residence: 'SE',
  address: { street: 'Storgatan 1', locality: 'Uppsala', postalCode: '753 31' },
  document: { type: 'passport', number: 'AB123456', issuingCountry: 'PL', expiresOn: '2030-01-01' },
};

/** A case in review, as the issuer shows it to an analyst. */
export function createDetail(facts: Partial<CaseDetail> = {}): CaseDetail {
  return {
    caseId: 'case-1',
    displayName: 'Łucja Żółć',
    state: 'in_review',
    nationalities: ['PL'],
    residence: 'SE',
    submittedAt: 1_795_000_000,
    updatedAt: 1_795_000_600,
    application,
    blockers: [],
    candidates: [],
    candidatesHash: 'none',
    samePerson: [],
    events: [],
    actions: [],
    measures: [],
    ...facts,
  };
}

/** What Mara Lindqvist found over a video call. */
export const assessment: Assessment = {
  channel: 'video_call',
  findings: [
    {
      subject: 'identity_document',
      evidence: 'document_copy',
      note: 'Data page, machine line agrees',
      seenOn: '2026-11-20',
      foundBy: 'Mara Lindqvist',
    },
    {
      subject: 'residence',
      evidence: 'utility_bill',
      note: 'Power bill of last month',
      seenOn: '2026-11-20',
      foundBy: 'Mara Lindqvist',
    },
  ],
  residenceSubdivision: 0,
  exceptions: [],
  assurance: 'low',
  diligence: 'standard',
  flags: ['address_verified'],
};

/** A case that Mara Lindqvist proposed to approve. */
export function createProposed(facts: Partial<CaseDetail> = {}): CaseDetail {
  return createDetail({
    state: 'second_approval',
    assessment,
    proposedBy: 'Mara Lindqvist',
    proposer: { staffId: 'maker', name: 'Mara Lindqvist' },
    actions: ['approve', 'return', 'propose_measure'],
    measures: ['reject'],
    ...facts,
  });
}

/** Another file that may be the same person's. */
export function createCandidate(facts: Partial<IdentityCandidate> = {}): IdentityCandidate {
  return {
    personId: 'person-2',
    caseId: 'case-2',
    displayName: 'Lucja Zolc',
    match: { document: false, name: 'equal' },
    application: { ...application, familyName: 'Zolc', document: { ...application.document, number: 'CD999999' } },
    credential: 'valid',
    effect: 'replaces_live_credential',
    ...facts,
  };
}

/** Jonas Adeyemi, an approver, by the demo sign-in. */
export const session: StaffSession = {
  staff: { staffId: 'checker', name: 'Jonas Adeyemi', role: 'approver', method: 'demo' },
  tenant: { slug: 'demo-bank', name: 'Aurora Bank' },
  demoStaff: [],
};
