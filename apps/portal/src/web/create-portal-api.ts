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
  zStaffAccount,
  zStaffSession,
  zStatusOverview,
  zStatusTimes,
  zStepUpOptions,
  zWebAuthnOptions,
} from '@postern/protocol';
import { createApiClient } from '@postern/ui';

export type CreatePortalApiOptions = {
  fetch: typeof globalThis.fetch;
  /** Slug of the bank whose portal this is. */
  tenant: string;
};

/** An act that the signed-in person confirmed with a passkey; null in a demo session. */
type Confirmed = { assertion: unknown };

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
    getAccount: () => api({ path: '/staff/account', response: zStaffAccount }),
    getStepUpOptions: (body: { action: string; target?: string }) =>
      api({ ...post, path: '/staff/step-up/options', body, response: zStepUpOptions }),
    getPasskeyOptions: (body: Confirmed) =>
      api({ ...post, path: '/staff/passkeys/options', body, response: zWebAuthnOptions }),
    addPasskey: (response: unknown) =>
      api({ ...post, path: '/staff/passkeys', body: { response }, response: zStaffAccount }),
    removePasskey: (id: string, body: Confirmed) =>
      api({ ...post, path: `/staff/passkeys/${encodeURIComponent(id)}/removal`, body, response: zStaffAccount }),
    removeMember: (id: string, body: Confirmed) =>
      api({ ...post, path: `/staff/members/${encodeURIComponent(id)}/removal`, body, response: zStaffAccount }),
    stepKeyRevocation: (keyName: string, body: Confirmed & { step: string }) =>
      api({ ...post, path: `/staff/keys/${encodeURIComponent(keyName)}/revocation`, body, response: zStaffAccount }),
    getAudit: () => api({ path: '/staff/audit', response: zAuditPage }),
  };
}

export type PortalApi = ReturnType<typeof createPortalApi>;
