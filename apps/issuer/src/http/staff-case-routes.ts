import { parseBody, parsePathParameter, parseQuery } from '@postern/http-service';
import {
  createOffer,
  exportAudit,
  type IssuerContext,
  listCases,
  makeDecision,
  needsSignature,
  prepareDecision,
  readAudit,
  readCase,
  readIdentityAnswers,
  readStatusOverview,
  recordReading,
  requireSession,
  requireTenant,
  runOnce,
  type SignedInStaff,
  StaffError,
} from '@postern/issuer';
import { bytesToBase64Url, hexToBytes } from '@postern/primitives';
import {
  CASE_PAGE_LIMIT,
  zAuditPage,
  zCaseDetail,
  zCaseList,
  zCaseState,
  zDecisionDraft,
  zDecisionOptions,
  zDecisionRequest,
  zIdentityAnswers,
  zStatusOverview,
} from '@postern/protocol';
import type { Request, Router } from 'express';
import { z } from 'zod';

import { readSessionCookie } from './cookies.ts';
import { readRepeatable } from './route-inputs.ts';

const zCaseQuery = z.object({
  state: zCaseState.or(z.literal('')).optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number)
    .pipe(z.int().max(CASE_PAGE_LIMIT))
    .default(100),
  after: z.string().max(200).optional(),
});

/** Cases, decisions, status and audit for signed-in staff; everything is of the session's own bank. */
export function addStaffCaseRoutes(router: Router, context: IssuerContext): void {
  const session = (request: Request): Promise<SignedInStaff> =>
    requireSession(context, { token: readSessionCookie(request) });
  const caseOf = (request: Request): string => parsePathParameter(request, 'caseId');
  const detail = async (request: Request, { staff }: SignedInStaff) =>
    zCaseDetail.parse(await readCase(context, { tenant: staff.tenant, caseId: caseOf(request), staff }));

  const repeatable = (request: Request, { staff }: SignedInStaff) =>
    readRepeatable(request, `staff ${staff.staffId}@${staff.tenant}`);

  router.get('/staff/cases', async (request, response) => {
    const { staff } = await session(request);
    const { state, ...page } = parseQuery(zCaseQuery, request);
    const { tenant } = staff;
    const list = await listCases(context, { tenant, state: state === '' ? undefined : state, ...page });
    response.json(zCaseList.parse(list));
  });
  router.get('/staff/cases/:caseId', async (request, response) => {
    const signedIn = await session(request);
    const shown = await detail(request, signedIn);
    await recordReading(context, { staff: signedIn.staff, action: 'case_read', caseId: caseOf(request) });
    response.json(shown);
  });
  router.post('/staff/cases/:caseId/decisions/options', async (request, response) => {
    const { staff, method } = await session(request);
    const draft = parseBody(zDecisionDraft, request);
    const caseId = caseOf(request);
    const { decisionHash } = await prepareDecision(context, { tenant: staff.tenant, caseId, staff, draft });
    const signed = method === 'passkey' && needsSignature(draft.action);
    const passkeys = await context.store.transaction((transaction) =>
      transaction.listPasskeys(staff.tenant, staff.staffId),
    );
    const options = {
      challenge: bytesToBase64Url(hexToBytes(decisionHash)),
      rpId: new URL(context.settings.portalUrl).hostname,
      allowCredentials: passkeys.map((passkey) => ({ type: 'public-key', id: passkey.credentialId })),
      userVerification: 'required',
      timeout: 120_000,
    };
    response.json(zDecisionOptions.parse({ decisionHash, options: signed ? options : null }));
  });
  router.post('/staff/cases/:caseId/decisions', async (request, response) => {
    const signedIn = await session(request);
    const asked = { caseId: caseOf(request), request: parseBody(zDecisionRequest, request) };
    const { tenant } = signedIn.staff;
    await runOnce(context, repeatable(request, signedIn), async (once) => {
      await makeDecision(context, { ...signedIn, ...asked, tenant, once });
      return null;
    });
    response.json(await detail(request, signedIn));
  });
  router.post('/staff/cases/:caseId/offers', async (request, response) => {
    const signedIn = await session(request);
    const { tenant, staffId, role } = signedIn.staff;
    if (role === 'auditor') throw new StaffError('ERR_STAFF_ROLE', 'An auditor reads.');
    const caseId = caseOf(request);
    await runOnce(context, repeatable(request, signedIn), async (once) => {
      await createOffer(context, { tenant, caseId, staffId, once });
      return null;
    });
    response.json(await detail(request, signedIn));
  });
  router.get('/staff/status', async (request, response) => {
    const { staff } = await session(request);
    const tenant = await requireTenant(context, staff.tenant);
    response.json(zStatusOverview.parse(await readStatusOverview(context, { tenant })));
  });
  router.get('/staff/identity-answers', async (request, response) => {
    const { staff } = await session(request);
    response.json(zIdentityAnswers.parse(await readIdentityAnswers(context, { tenant: staff.tenant })));
  });
  router.get('/staff/audit', async (request, response) => {
    const { staff } = await session(request);
    await recordReading(context, { staff, action: 'audit_read' });
    response.json(zAuditPage.parse(await readAudit(context, { tenant: staff.tenant })));
  });
  router.get('/staff/audit/export', async (request, response) => {
    const { staff } = await session(request);
    const file = await exportAudit(context, { staff });
    response.attachment(`audit-${staff.tenant}-${file.exportedAt}.json`).json(file);
  });
}
