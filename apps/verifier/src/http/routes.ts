import { allowCors } from '@postern/http-service';
import { COMMON_FORMATS } from '@postern/verifier';
import type { Router } from 'express';

import type { VerifierContext } from './context.ts';
import { getDigitalCredential, postDigitalCredential } from './digital-credential.ts';
import { getAccess } from './get-access.ts';
import { getDevelopmentAnchor } from './get-development-anchor.ts';
import { getDidDocument } from './get-did-document.ts';
import { getPresentationRequest, postPresentationRequest } from './get-presentation-request.ts';
import { getProtocol } from './get-protocol.ts';
import { getSession, getSessions } from './get-session.ts';
import { getDidConfiguration, getProtocolDidConfiguration, getVerifierMetadata } from './identity-documents.ts';
import { postCompilePolicy } from './post-compile-policy.ts';
import { postPresentationResponse } from './post-presentation-response.ts';
import { postSession } from './post-session.ts';

/** Wallets call `/p/*` from any origin and send no cookie; `/v1/*` belongs to API keys and answers no other site. */
export function addRoutes(router: Router, context: VerifierContext): void {
  const { limits } = context;
  // Everything here is for anybody's scripts; nothing of it trusts a cookie.
  router.use(
    ['/p', '/.well-known'],
    allowCors({ origins: '*', methods: ['GET', 'HEAD', 'POST'], headers: ['Content-Type'] }),
  );
  router.get('/.well-known/did-configuration.json', getDidConfiguration(context));
  router.get('/p/:protocol/metadata', getVerifierMetadata(context));
  router.get('/p/:protocol/did.json', getDidDocument(context));
  router.get('/p/:protocol/development-anchor', getDevelopmentAnchor(context));
  for (const form of ['', '/common'] as const) {
    const path = `/p/:protocol/requests/:requestId${form}`;
    const formats = form === '/common' ? COMMON_FORMATS : undefined;
    router.get(path, limits.before('wallet-requests'), getPresentationRequest(context, formats));
    router.post(path, limits.before('wallet-requests'), postPresentationRequest(context, formats));
  }
  router.post('/p/:protocol/responses/:requestId', limits.before('responses'), postPresentationResponse(context));

  router.post('/v1/sessions', postSession(context));
  router.get('/v1/sessions', getSessions(context));
  router.get('/v1/sessions/:sessionId', getSession(context));
  router.get('/v1/sessions/:sessionId/digital-credential', getDigitalCredential(context));
  router.post('/v1/sessions/:sessionId/digital-credential', postDigitalCredential(context));
  router.get('/v1/protocol', getProtocol(context));
  router.get('/v1/protocol/did-configuration', getProtocolDidConfiguration(context));
  router.post('/v1/policies/compile', postCompilePolicy(context));
  router.get('/v1/access', getAccess(context));
}
