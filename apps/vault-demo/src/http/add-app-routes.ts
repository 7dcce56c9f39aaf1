import {
  HttpError,
  limitRate,
  parseBody,
  parsePathParameter,
  type RateLimits,
  requireOrigin,
} from '@postern/http-service';
import type { BrowserSessions, VerifierClient } from '@postern/sdk';
import type { Router } from 'express';
import type { Address } from 'viem';
import { z } from 'zod';
import type { Faucet } from '../faucet/create-faucet.ts';
import { askVerifier } from './ask-verifier.ts';
import { writeAdmission } from './write-admission.ts';

export type AppRoutesOptions = {
  router: Router;
  verifier: VerifierClient;
  /** The same verifier's sessions, bound to the browser that opened them. */
  sessions: BrowserSessions;
  policyId: `0x${string}`;
  publicUrl: string;
  limits: RateLimits;
  faucet: Faucet;
};

const zOfAccount = z.strictObject({
  account: z.custom<Address>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value)),
});
const zSessionId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/** The page's own JSON API. It keeps the verifier's API key on this side and asks for one policy only. */
export function addAppRoutes({
  router,
  verifier,
  sessions,
  policyId,
  publicUrl,
  limits,
  faucet,
}: AppRoutesOptions): void {
  router.use('/app', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });

  router.get('/app/policy', async (_request, response) => {
    const protocol = await askVerifier(() => verifier.getProtocol());
    const policy = protocol.policies.find((candidate) => candidate.policyId === policyId);
    if (policy === undefined)
      throw new HttpError('ERR_NOT_FOUND', 'The verifier does not know the policy of this app.');
    response.json({ protocolName: protocol.name, sentences: policy.sentences, maxPassLife: policy.maxPassLife });
  });

  router.post(
    '/app/sessions',
    requireOrigin([publicUrl]),
    limitRate({ limits, limit: { name: 'sessions', max: 60, windowSeconds: 60 } }),
    async (request, response) => {
      const { account } = parseBody(zOfAccount, request);
      const { opened, setCookie } = await askVerifier(() => sessions.open({ policyId, account }));
      const { sessionId, walletUrl, expiresAt } = opened;
      response.status(201).set('Set-Cookie', setCookie).json({ sessionId, walletUrl, expiresAt });
    },
  );

  router.post(
    '/app/faucet',
    requireOrigin([publicUrl]),
    limitRate({ limits, limit: { name: 'faucet', max: 10, windowSeconds: 60 } }),
    async (request, response) => {
      response.json(await faucet.fund(parseBody(zOfAccount, request)));
    },
  );

  router.get('/app/sessions/:sessionId', async (request, response) => {
    const sessionId = parsePathParameter(request, 'sessionId', zSessionId);
    const session = await askVerifier(() => sessions.read({ cookies: request.headers.cookie, sessionId }));
    const { state, account, expiresAt, denial, presentation } = session;
    response.json({
      sessionId,
      state,
      account,
      expiresAt,
      denial,
      admission:
        presentation === undefined
          ? undefined
          : writeAdmission({ policyId, account: account as Address, presentation }),
    });
  });
}
