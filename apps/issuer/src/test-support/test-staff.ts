import { createSoftwareAuthenticator, type SoftwareAuthenticator } from '@postern/testkit';

import { type Answer, ask } from './test-wallet.ts';
import type { TestIssuer } from './start-test-issuer.ts';

export const ASSESSMENT = {
  assurance: 'substantial',
  diligence: 'standard',
  flags: ['sanctions_clear', 'not_pep'],
  residenceSubdivision: 0,
};

export function createApplication(overrides: Record<string, unknown> = {}) {
  return {
    givenName: 'Ἄννα',
    familyName: 'Παπαδοπούλου',
    latinName: 'PAPADOPOULOU ANNA',
    birthDate: '1990-02-28',
    nationalities: ['GR'],
    residence: 'DE',
    address: { street: 'Torstraße 1', locality: 'Berlin', postalCode: '10119' },
    document: { type: 'passport', number: 'AE 123-4567', issuingCountry: 'GR', expiresOn: '2035-05-01' },
    ...overrides,
  };
}

/** A member of staff with a session; `authenticator` is absent after a demo sign-in. */
export type TestStaff = {
  authenticator: SoftwareAuthenticator | undefined;
  get(path: string): Promise<Answer>;
  post(path: string, json: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Prepares a decision, signs it and sends it. */
  decide(caseId: string, draft: Record<string, unknown>): Promise<Answer>;
};

type Options = { host: TestIssuer; cookie: string; authenticator?: SoftwareAuthenticator };

function createStaff({ host, cookie, authenticator }: Options): TestStaff {
  const rpId = 'localhost';
  const origin = host.portalUrl;
  const post: TestStaff['post'] = (path, json, headers = {}) =>
    ask(`${host.url}/staff${path}`, { json, headers: { cookie, origin, ...headers } });
  return {
    authenticator,
    get: (path) => ask(`${host.url}/staff${path}`, { headers: { cookie } }),
    post,
    decide: async (caseId, draft) => {
      const prepared = await post(`/cases/${caseId}/decisions/options`, draft);
      if (prepared.status !== 200) return prepared;
      const options = prepared.body.options as { challenge: string } | null;
      const assertion =
        options === null ? null : (authenticator?.assert({ challenge: options.challenge, rpId, origin }) ?? null);
      return post(`/cases/${caseId}/decisions`, {
        ...draft,
        decisionHash: prepared.body.decisionHash,
        assertion,
      });
    },
  };
}

const cookieOf = (answer: Answer): string => (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';

/** Enrols a software passkey through a one-time link. */
export async function enrolStaff(host: TestIssuer, staffId: string): Promise<TestStaff> {
  const { links } = await host.internal<{ links: { staffId: string; url: string }[] }>('enrolment-links');
  const token = links.find((link) => link.staffId === staffId)?.url.split('#')[1] ?? '';
  const headers = { origin: host.portalUrl };
  const prepared = await ask(`${host.url}/staff/enrolment/options`, { json: { token }, headers });
  const { challenge } = prepared.body.options as { challenge: string };
  const authenticator = createSoftwareAuthenticator();
  const response = authenticator.register({ challenge, rpId: 'localhost', origin: host.portalUrl });
  const enrolled = await ask(`${host.url}/staff/enrolment`, { json: { token, response }, headers });
  if (enrolled.status !== 200) throw new Error(`enrolment: ${enrolled.status} ${JSON.stringify(enrolled.body)}`);
  return createStaff({ host, cookie: cookieOf(enrolled), authenticator });
}

export async function signInForDemo(host: TestIssuer, staffId: string): Promise<TestStaff> {
  const answer = await ask(`${host.url}/staff/demo-sign-in`, {
    json: { staffId },
    headers: { origin: host.portalUrl },
  });
  return createStaff({ host, cookie: cookieOf(answer) });
}

export type Applied = { applicationId: string; statusToken: string };

export async function apply(host: TestIssuer, overrides: Record<string, unknown> = {}): Promise<Applied> {
  const answer = await ask(`${host.issuer}/applications`, { json: createApplication(overrides) });
  if (answer.status !== 201) throw new Error(`application: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Applied;
}

export function readApplication(host: TestIssuer, applied: Applied): Promise<Answer> {
  return ask(`${host.issuer}/applications/${applied.applicationId}`, {
    headers: { authorization: `Bearer ${applied.statusToken}` },
  });
}

/** Takes a case to its offer by two signed decisions, and reads the offer's code and transaction code. */
export async function approve(
  host: TestIssuer,
  options: { applied: Applied; maker: TestStaff; checker: TestStaff },
): Promise<{ code: string; txCode: string }> {
  const { applied, maker, checker } = options;
  const { applicationId } = applied;
  for (const [staff, draft] of [
    [maker, { action: 'start_review' }],
    [maker, { action: 'propose', assessment: ASSESSMENT }],
    [checker, { action: 'approve' }],
  ] as const) {
    const answer = await staff.decide(applicationId, draft);
    if (answer.status !== 200) throw new Error(`${draft.action}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return readOpenOffer(host, { applied, staff: checker });
}

/** The code from the offer document and the transaction code from the applicant's page. */
export async function readOpenOffer(
  host: TestIssuer,
  options: { applied: Applied; staff: TestStaff },
): Promise<{ code: string; txCode: string }> {
  const detail = await options.staff.get(`/cases/${options.applied.applicationId}`);
  const { offerUri } = detail.body.offer as { offerUri: string };
  const offer = await ask(offerUri);
  const grants = offer.body.grants as Record<string, Record<string, string>>;
  const status = await readApplication(host, options.applied);
  return {
    code: Object.values(grants)[0]?.['pre-authorized_code'] ?? '',
    txCode: String(status.body.transactionCode),
  };
}
