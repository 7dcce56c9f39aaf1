import {
  didWebDocumentUrl,
  type JsonObject,
  parseCompactJws,
  type PublicJwk,
  selectDidKey,
  verifyCompactJws,
} from '@postern/credential';
import { PosternError } from '@postern/primitives';
import { CLIENT_ID_PREFIXES, type ClientIdPrefix, REQUEST_OBJECT_TYP } from '@postern/protocol';
import { z } from 'zod';

import { HolderError } from '../error.ts';
import { createDidResolver } from '../http/fetch-json.ts';
import type { HttpClient } from '../ports.ts';

/** Who asks, as far as it is proven. */
export type Verifier = {
  prefix: ClientIdPrefix;
  /** Hosts that answers may go to, with a port when the identity names one; undefined when it is a key without a host. */
  hosts: readonly string[] | undefined;
};

const zX5c = z.array(z.string()).min(1).max(10);

/** @throws {HolderError} ERR_REQUEST_CLIENT_PREFIX the identifier proves nothing that this wallet can check */
export function parseClientId(clientId: string): { prefix: ClientIdPrefix; identifier: string } {
  const separator = clientId.indexOf(':');
  const prefix = CLIENT_ID_PREFIXES.find((known) => known === clientId.slice(0, separator));
  const identifier = clientId.slice(separator + 1);
  if (prefix === undefined || identifier === '') throw unknownPrefix();
  if (prefix === 'decentralized_identifier' && !/^did:(web|jwk|key):/.test(identifier)) throw unknownPrefix();
  return { prefix, identifier };
}

/**
 * Verifies a signed request object by the rules of its client identifier prefix (OpenID4VP 1.0 §5.9.3): a did:web, a key as
 * did:jwk or did:key, or a certificate chain that ends at a root this wallet trusts.
 *
 * @throws {HolderError} ERR_REQUEST_CLIENT_PREFIX (`redirect_uri` cannot be signed), ERR_REQUEST_SIGNATURE,
 *   ERR_REQUEST_CLIENT_MISMATCH, ERR_REQUEST_AUTHORITY_UNKNOWN the chain leads to a root that this wallet does not know:
 *   it may be honest
 */
export async function authenticateVerifier(options: {
  requestObject: string;
  clientId: string;
  http: HttpClient;
  trustAnchors: readonly string[];
  now: number;
}): Promise<{ verifier: Verifier; payload: JsonObject }> {
  const { requestObject, clientId } = options;
  const { prefix, identifier } = parseClientId(clientId);
  if (prefix === 'redirect_uri') throw unknownPrefix();
  let payload: JsonObject;
  let hosts: Verifier['hosts'];
  try {
    const { header } = parseCompactJws(requestObject);
    const found =
      prefix === 'decentralized_identifier'
        ? await findByDid({ did: identifier, kid: header['kid'], http: options.http, now: options.now })
        : await findByCertificate({ prefix, identifier, header, ...options });
    const { publicJwk } = found;
    ({ payload } = await verifyCompactJws({ jws: requestObject, publicJwk, typ: REQUEST_OBJECT_TYP }));
    ({ hosts } = found);
  } catch (cause) {
    if (cause instanceof PosternError && cause.code === 'ERR_X509_UNTRUSTED') {
      throw new HolderError('ERR_REQUEST_AUTHORITY_UNKNOWN', 'Who vouches for the verifier is not known here.', {
        cause,
      });
    }
    throw new HolderError('ERR_REQUEST_SIGNATURE', 'The request is not signed by the verifier it names.', { cause });
  }
  if (payload['client_id'] !== clientId) {
    throw new HolderError('ERR_REQUEST_CLIENT_MISMATCH', 'The link and the request name different verifiers.');
  }
  return { verifier: { prefix, hosts }, payload };
}

type Found = { publicJwk: PublicJwk; hosts: Verifier['hosts'] };

/** A request is made now, whatever time it states: a key that has ended signs none. */
async function findByDid(options: { did: string; kid: unknown; http: HttpClient; now: number }): Promise<Found> {
  const { did, kid, http, now } = options;
  const resolved = await createDidResolver(http)(did);
  const isWeb = did.startsWith('did:web:');
  const hosts = isWeb ? [new URL(didWebDocumentUrl({ did, allowLoopbackHttp: true })).host] : undefined;
  return { publicJwk: selectDidKey({ resolved, kid, signedAt: now }), hosts };
}

/** X.509 code is large and rarely needed: it is loaded when the first certificate is met. */
async function findByCertificate(options: {
  prefix: ClientIdPrefix;
  identifier: string;
  header: JsonObject;
  trustAnchors: readonly string[];
  now: number;
}): Promise<Found> {
  const { prefix, identifier, header, trustAnchors, now } = options;
  const { verifyCertificateChain } = await import('@postern/credential/x509');
  const view = await verifyCertificateChain({ x5c: zX5c.parse(header['x5c']), trustAnchors, now });
  const isNamed = prefix === 'x509_hash' ? view.sha256 === identifier : view.dnsNames.includes(identifier);
  if (!isNamed) throw new HolderError('ERR_REQUEST_SIGNATURE', 'The certificate is not of the verifier it names.');
  return { publicJwk: view.publicJwk, hosts: prefix === 'x509_hash' ? view.dnsNames : [identifier] };
}

function unknownPrefix(): HolderError {
  return new HolderError(
    'ERR_REQUEST_CLIENT_PREFIX',
    'The verifier does not name itself in a way that can be checked.',
  );
}
