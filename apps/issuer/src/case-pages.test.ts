import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { apply, enrolStaff, type TestStaff } from './test-support/test-staff.ts';

type Page = { cases: { caseId: string; updatedAt: number }[]; next?: string };

let host: TestIssuer;
let maker: TestStaff;

beforeAll(async () => {
  host = await startTestIssuer({ port: 18_996, env: { ISSUER_RUN_JOBS: 'false' } });
  maker = await enrolStaff(host, 'maker');
  for (let person = 1; person <= 7; person += 1) {
    const document = { type: 'passport', number: `CP${person}`, issuingCountry: 'GR', expiresOn: '2035-05-01' };
    await apply(host, { familyName: `Page${person}`, document });
  }
}, 120_000);
afterAll(() => host.stop());

const read = async (query: string): Promise<Page> => {
  const { status, body } = await maker.get(`/cases?${query}`);
  expect(status).toBe(200);
  return body as Page;
};

describe('the list of cases, page by page', () => {
  it('gives every case once, in the order of the whole list', async () => {
    const whole = await read('limit=500');
    expect(whole.cases).toHaveLength(7);
    expect(whole.next).toBeUndefined();
    for (const limit of [1, 3, 7]) {
      const seen: string[] = [];
      let next: string | undefined;
      do {
        const page = await read(`state=submitted&limit=${limit}${next === undefined ? '' : `&after=${next}`}`);
        expect(page.cases.length).toBeLessThanOrEqual(limit);
        seen.push(...page.cases.map(({ caseId }) => caseId));
        next = page.next;
      } while (next !== undefined);
      expect(seen).toEqual(whole.cases.map(({ caseId }) => caseId));
    }
  });

  it.each(['limit=0', 'limit=501', 'limit=many', 'limit=1e2'])('refuses %s', async (query) => {
    const { status, body } = await maker.get(`/cases?${query}`);
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'ERR_REQUEST_INVALID' });
  });

  it.each(['x', '%00', 'MTIz', 'MS4', 'LTEuYQ', `${'a'.repeat(201)}`])('refuses to go on after %s', async (after) => {
    const { status, body } = await maker.get(`/cases?after=${after}`);
    expect(status).toBe(400);
    expect(body.code).toMatch(/^ERR_(CASE_CURSOR|REQUEST_INVALID)$/);
  });
});
