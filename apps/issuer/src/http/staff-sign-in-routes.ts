import { parseBody } from '@postern/http-service';
import {
  closeSession,
  enrolPasskey,
  type IssuerContext,
  prepareEnrolment,
  prepareSignIn,
  readSession,
  recordRefusedSignIn,
  requireTenant,
  type SignedInStaff,
  signIn,
  signInForDemo,
  StaffError,
} from '@postern/issuer';
import {
  type StaffSession,
  zDemoSignInRequest,
  zEnrolmentOptionsRequest,
  zEnrolmentRequest,
  zSignInRequest,
  zStaffSession,
  zWebAuthnOptions,
} from '@postern/protocol';
import type { Request, RequestHandler, Response, Router } from 'express';

import { clearSessionCookie, readSessionCookie, setSessionCookie } from './cookies.ts';
import type { RequestLimits } from './limit-requests.ts';
import { createPasskeyOptions, PASSKEY_TIMEOUT_MS } from './passkey-options.ts';

/** Enrolment, sign-in and sign-out of staff. */
export function addStaffSignInRoutes(
  router: Router,
  context: IssuerContext,
  options: { tenantOf: (request: Request) => string; limits: RequestLimits },
): void {
  const { settings, store } = context;
  const rpId = new URL(settings.portalUrl).hostname;
  const { limits } = options;
  const limit: RequestHandler = async (request, response, next) => {
    await limits.count('sign-in', { request, response, tenant: options.tenantOf(request) });
    next();
  };
  /** Tries of one account, wherever they come from. */
  const countTry = (response: Response, account: string): Promise<void> =>
    limits.countAccount('sign-in', { response, account });

  const describe = async (slug: string, session: SignedInStaff | null): Promise<StaffSession> => {
    const tenant = await requireTenant(context, session?.staff.tenant ?? slug);
    const demo = settings.demoSignIn
      ? await store.transaction((transaction) => transaction.listStaff(tenant.slug))
      : [];
    return zStaffSession.parse({
      staff:
        session === null
          ? null
          : {
              staffId: session.staff.staffId,
              name: session.staff.name,
              role: session.staff.role,
              method: session.method,
            },
      tenant: { slug: tenant.slug, name: tenant.name },
      demoStaff: demo.map(({ staffId, name }) => ({ staffId, name })),
    });
  };
  const welcome = async (response: Response, session: SignedInStaff & { token: string }): Promise<void> => {
    setSessionCookie(response, {
      token: session.token,
      portalUrl: settings.portalUrl,
      maxAgeSeconds: settings.sessionLifeSeconds,
    });
    response.json(await describe(session.staff.tenant, session));
  };

  /** A refused try is an entry of the log; its limit is the route's. */
  const recorded =
    (tried: Parameters<typeof recordRefusedSignIn>[1]) =>
    async (error: unknown): Promise<never> => {
      if (error instanceof StaffError && error.code === 'ERR_STAFF_SIGN_IN') await recordRefusedSignIn(context, tried);
      throw error;
    };

  router.get('/staff/session', async (request, response) => {
    const token = readSessionCookie(request);
    const session = token === undefined ? null : await readSession(context, { token });
    response.json(await describe(options.tenantOf(request), session));
  });
  router.post('/staff/enrolment/options', limit, async (request, response) => {
    const { staff, challenge } = await prepareEnrolment(context, parseBody(zEnrolmentOptionsRequest, request));
    response.json(zWebAuthnOptions.parse({ options: createPasskeyOptions({ staff, challenge, rpId, known: [] }) }));
  });
  router.post('/staff/enrolment', limit, async (request, response) => {
    await welcome(response, await enrolPasskey(context, parseBody(zEnrolmentRequest, request)));
  });
  router.post('/staff/sign-in/options', limit, async (request, response) => {
    const challenge = await prepareSignIn(context, { tenant: options.tenantOf(request) });
    response.json(
      zWebAuthnOptions.parse({
        options: { challenge, rpId, allowCredentials: [], userVerification: 'required', timeout: PASSKEY_TIMEOUT_MS },
      }),
    );
  });
  router.post('/staff/sign-in', limit, async (request, response) => {
    const { response: answer } = parseBody(zSignInRequest, request);
    const tenant = options.tenantOf(request);
    await countTry(response, `${tenant}|${answer.id}`);
    const signedIn = signIn(context, { tenant, response: answer });
    await welcome(response, await signedIn.catch(recorded({ tenant, method: 'passkey' })));
  });
  router.post('/staff/demo-sign-in', limit, async (request, response) => {
    const { staffId } = parseBody(zDemoSignInRequest, request);
    const tenant = options.tenantOf(request);
    await countTry(response, `${tenant}|${staffId}`);
    const signedIn = signInForDemo(context, { tenant, staffId });
    await welcome(response, await signedIn.catch(recorded({ tenant, method: 'demo' })));
  });
  router.post('/staff/sign-out', async (request, response) => {
    const token = readSessionCookie(request);
    if (token !== undefined) await closeSession(context, { token });
    clearSessionCookie(response, settings);
    response.status(204).end();
  });
}
