import { parseQuery } from '@postern/http-service';
import { zVerifierMetadata } from '@postern/protocol';
import { createOriginLinks, createProtocolLinks, describeVerifier } from '@postern/verifier';
import type { RequestHandler } from 'express';
import { z } from 'zod';

import { findProtocol, requireProtocol, type VerifierContext } from './context.ts';

/** Links that one document holds; readers refuse longer ones. Later protocols link their own origins. */
const MAX_LINKS = 20;

const zOriginQuery = z.strictObject({ origin: z.url().max(500) });

/** `GET /.well-known/did-configuration.json`: this origin linked to the DIDs of its protocols. */
export function getDidConfiguration(context: VerifierContext): RequestHandler {
  return async (_request, response) => {
    const protocols = await context.protocols.list({ limit: MAX_LINKS });
    const document = await createOriginLinks({ protocols, publicUrl: context.publicUrl, ports: context });
    response.set('Cache-Control', 'public, max-age=300').json(document);
  };
}

/** `GET /v1/protocol/did-configuration?origin=…`: the same for one of the protocol's own origins to serve. */
export function getProtocolDidConfiguration(context: VerifierContext): RequestHandler {
  return async (request, response) => {
    const protocol = await requireProtocol(context, request, response);
    const { origin } = parseQuery(zOriginQuery, request);
    const document = await createProtocolLinks({ protocol, origin, publicUrl: context.publicUrl, ports: context });
    response.set('Cache-Control', 'no-store').json(document);
  };
}

/** `GET /p/:protocol/metadata`: the names that a protocol asks under, and what it can read. */
export function getVerifierMetadata(context: VerifierContext): RequestHandler {
  return async (request, response) => {
    const protocol = await findProtocol(context, request);
    const metadata = await describeVerifier({ protocol, publicUrl: context.publicUrl });
    response.set('Cache-Control', 'public, max-age=300').json(zVerifierMetadata.parse(metadata));
  };
}
