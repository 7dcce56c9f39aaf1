import {
  type ApplicationData,
  type CaseState,
  type DecisionDraft,
  type DecisionRequest,
  zApplicationReceipt,
  zApplicationStatus,
  zAuditPage,
  zCaseDetail,
  zCaseList,
  zDecisionOptions,
  zDeskAlarms,
  zIdentityAnswers,
  zStaffSession,
  zStatusOverview,
  zStatusTimes,
  zWebAuthnOptions,
} from '@postern/protocol';
import { createApiClient } from '@postern/ui';

export type CreatePortalApiOptions = {
  fetch: typeof globalThis.fetch;
  /** Slug of the bank whose portal this is. */
  tenant: string;
};

/** Every call that the portal makes, typed by the protocol; all go to the own origin, which hands them to the issuer. */
export function createPortalApi({ fetch, tenant }: CreatePortalApiOptions) {
  const api = createApiClient({ fetch, baseUrl: '/api' });
  const tenantPath = `/t/${encodeURIComponent(tenant)}`;
  const casePath = (caseId: string) => `/staff/cases/${encodeURIComponent(caseId)}`;
  const post = { method: 'POST' } as const;

  return {
    apply: (body: ApplicationData) =>
      api({ ...post, path: `${tenantPath}/applications`, body, response: zApplicationReceipt }),
    getApplication: (options: { applicationId: string; statusToken: string }) =>
      api({
        path: `${tenantPath}/applications/${encodeURIComponent(options.applicationId)}`,
        headers: { authorization: `Bearer ${options.statusToken}` },
        response: zApplicationStatus,
      }),

    requestOffer: (options: { applicationId: string; statusToken: string }) =>
      api({
        ...post,
        path: `${tenantPath}/applications/${encodeURIComponent(options.applicationId)}/offers`,
        headers: { authorization: `Bearer ${options.statusToken}` },
      }),

    getSession: () => api({ path: '/staff/session', response: zStaffSession }),
    getEnrolmentOptions: (token: string) =>
      api({ ...post, path: '/staff/enrolment/options', body: { token }, response: zWebAuthnOptions }),
    enrol: (body: { token: string; response: unknown }) =>
      api({ ...post, path: '/staff/enrolment', body, response: zStaffSession }),
    getSignInOptions: () => api({ ...post, path: '/staff/sign-in/options', body: {}, response: zWebAuthnOptions }),
    signIn: (response: unknown) =>
      api({ ...post, path: '/staff/sign-in', body: { response }, response: zStaffSession }),
    demoSignIn: (staffId: string) =>
      api({ ...post, path: '/staff/demo-sign-in', body: { staffId }, response: zStaffSession }),
    signOut: () => api({ ...post, path: '/staff/sign-out', body: {} }),

    listCases: (state: CaseState | undefined, page: { limit?: number; after?: string | undefined } = {}) => {
      const limit = page.limit === undefined ? undefined : String(page.limit);
      return api({ path: '/staff/cases', query: { state, limit, after: page.after }, response: zCaseList });
    },
    getCase: (caseId: string) => api({ path: casePath(caseId), response: zCaseDetail }),
    getDecisionOptions: (caseId: string, body: DecisionDraft) =>
      api({ ...post, path: `${casePath(caseId)}/decisions/options`, body, response: zDecisionOptions }),
    decide: (caseId: string, body: DecisionRequest) =>
      api({ ...post, path: `${casePath(caseId)}/decisions`, body, response: zCaseDetail }),
    createOffer: (caseId: string) =>
      api({ ...post, path: `${casePath(caseId)}/offers`, body: {}, response: zCaseDetail }),

    getStatusTimes: () => api({ path: `${tenantPath}/status/times`, response: zStatusTimes }),
    getStatus: () => api({ path: '/staff/status', response: zStatusOverview }),
    getAlarms: () => api({ path: '/staff/alarms', response: zDeskAlarms }),
    getIdentityAnswers: () => api({ path: '/staff/identity-answers', response: zIdentityAnswers }),
    getAudit: () => api({ path: '/staff/audit', response: zAuditPage }),
  };
}

export type PortalApi = ReturnType<typeof createPortalApi>;
