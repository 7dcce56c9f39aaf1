import { parseBody, parsePathParameter } from '@postern/http-service';
import { zRequestUriPost } from '@postern/protocol';
import { createRequestObject } from '@postern/verifier';
import type { Request, RequestHandler, Response } from 'express';

import { findProtocol, type VerifierContext } from './context.ts';

/** `GET /p/:protocol/requests/:requestId`: the signed request object. */
export function getPresentationRequest(context: VerifierContext): RequestHandler {
  return (request, response) => sendRequestObject(context, { request, response, walletNonce: undefined });
}

/**
 * `POST /p/:protocol/requests/:requestId` (form): the same with the wallet's nonce inside. What the wallet says of its
 * abilities is read and not needed: the request does not depend on it.
 */
export function postPresentationRequest(context: VerifierContext): RequestHandler {
  return (request, response) => {
    const { wallet_nonce: walletNonce } = parseBody(zRequestUriPost, request, { absent: {} });
    return sendRequestObject(context, { request, response, walletNonce });
  };
}

async function sendRequestObject(
  context: VerifierContext,
  exchange: { request: Request; response: Response; walletNonce: string | undefined },
): Promise<void> {
  const { publicUrl, sessions, signer, clock } = context;
  const jws = await createRequestObject({
    protocol: await findProtocol(context, exchange.request),
    requestId: parsePathParameter(exchange.request, 'requestId'),
    publicUrl,
    walletNonce: exchange.walletNonce,
    ports: { sessions, signer, clock },
  });
  // A string body would get a charset appended, which the registered media type does not have.
  exchange.response.set('Cache-Control', 'no-store').set('Content-Type', 'application/oauth-authz-req+jwt');
  exchange.response.send(Buffer.from(jws));
}
