import {
  type CaseDetail,
  type DecisionDraft,
  type Staff,
  zCaseDetail,
  zCaseList,
  zDecisionOptions,
  zStaffSession,
  zStatusOverview,
} from '@postern/protocol';
import type { z } from 'zod';
import { DemoError } from '../demo-error.ts';
import { requestJson } from './request-json.ts';

/** One member of staff at the portal's own origin, with a cookie of their own. */
export type StaffClient = {
  name: string;
  /** An approver may also propose, but never approve what they proposed. */
  role: Staff['role'];
  listCases: (state: string) => Promise<z.output<typeof zCaseList>>;
  readCase: (caseId: string) => Promise<CaseDetail>;
  /** Asks for the hash of the decision, then sends the decision with it. */
  decide: (caseId: string, draft: DecisionDraft) => Promise<CaseDetail>;
  openOffer: (caseId: string) => Promise<CaseDetail>;
  readStatus: () => Promise<z.output<typeof zStatusOverview>>;
};

/**
 * Signs one member of staff in through the portal's `/api`, by the demo sign-in of local chains.
 *
 * @throws DemoError the portal refuses
 */
export const createStaffClient = async (options: {
  fetch: typeof globalThis.fetch;
  portalUrl: string;
  staffId: string;
}): Promise<StaffClient> => {
  const { fetch, portalUrl, staffId } = options;
  const origin = new URL(portalUrl).origin;
  const signIn = await fetch(`${portalUrl}/api/staff/demo-sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ staffId }),
  });
  if (!signIn.ok) {
    throw new DemoError('ERR_DEMO_SERVICE_REFUSED', 'The demo sign-in was refused.', {
      details: { status: signIn.status },
    });
  }
  const { staff } = zStaffSession.parse(await signIn.json());
  if (staff === null) throw new DemoError('ERR_DEMO_SERVICE_REFUSED', 'The demo sign-in signed nobody in.');
  const cookie = signIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const ask = <Schema extends z.ZodType>(path: string, response: Schema, body?: unknown) =>
    requestJson({
      fetch,
      url: `${portalUrl}/api/staff${path}`,
      headers: { cookie, origin },
      response,
      ...(body === undefined ? {} : { method: 'POST' as const, body }),
    });
  return {
    name: staff.name,
    role: staff.role,
    listCases: (state) => ask(`/cases?state=${state}`, zCaseList),
    readCase: (caseId) => ask(`/cases/${caseId}`, zCaseDetail),
    decide: async (caseId, draft) => {
      const { decisionHash } = await ask(`/cases/${caseId}/decisions/options`, zDecisionOptions, draft);
      return ask(`/cases/${caseId}/decisions`, zCaseDetail, { ...draft, decisionHash, assertion: null });
    },
    openOffer: (caseId) => ask(`/cases/${caseId}/offers`, zCaseDetail, {}),
    readStatus: () => ask('/status', zStatusOverview),
  };
};
