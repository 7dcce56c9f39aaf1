import { parseBody, parsePathParameter } from '@postern/http-service';
import { parseStrictJson } from '@postern/primitives';
import { nullAsAbsent, zRequestUriPost } from '@postern/protocol';
import { createRequestObject } from '@postern/verifier';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';

import { findProtocol, type VerifierContext } from './context.ts';

type Formats = readonly string[] | undefined;

const zWalletMetadata = z.looseObject({ vp_formats_supported: nullAsAbsent(z.record(z.string(), z.unknown())) });

/** `GET /p/:protocol/requests/:requestId`: the signed request object. */
export function getPresentationRequest(context: VerifierContext, formats: Formats): RequestHandler {
  return (request, response) => sendRequestObject(context, { request, response, formats, walletNonce: undefined });
}

/**
 * `POST /p/:protocol/requests/:requestId` (form): the same with the wallet's nonce inside, and without alternatives of
 * formats that the wallet's metadata does not name.
 */
export function postPresentationRequest(context: VerifierContext, formats: Formats): RequestHandler {
  return (request, response) => {
    const body = parseBody(zRequestUriPost, request, { absent: {} });
    const { wallet_nonce: walletNonce, wallet_metadata: metadata } = body;
    const named = metadata === undefined ? undefined : readFormats(metadata);
    return sendRequestObject(context, { request, response, walletNonce, formats: formats ?? named });
  };
}

/** Formats of the wallet's metadata (OpenID4VP 1.0 §10); metadata that cannot be read says nothing. */
function readFormats(text: string): Formats {
  try {
    const metadata = zWalletMetadata.parse(parseStrictJson(text));
    return metadata.vp_formats_supported === undefined ? undefined : Object.keys(metadata.vp_formats_supported);
  } catch {
    return undefined;
  }
}

async function sendRequestObject(
  context: VerifierContext,
  exchange: { request: Request; response: Response; walletNonce: string | undefined; formats: Formats },
): Promise<void> {
  const { publicUrl, sessions, signer, clock } = context;
  const jws = await createRequestObject({
    protocol: await findProtocol(context, exchange.request),
    requestId: parsePathParameter(exchange.request, 'requestId'),
    publicUrl,
    walletNonce: exchange.walletNonce,
    formats: exchange.formats,
    ports: { sessions, signer, clock },
  });
  // A string body would get a charset appended, which the registered media type does not have.
  exchange.response.set('Cache-Control', 'no-store').set('Content-Type', 'application/oauth-authz-req+jwt');
  exchange.response.send(Buffer.from(jws));
}
