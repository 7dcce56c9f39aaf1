import { gunzipSync } from 'node:zlib';

import { verifyCredential, verifyPresentation } from 'did-jwt-vc';
import { Resolver } from 'did-resolver';
import { decodeJwt, decodeProtectedHeader, importJWK, type JWTPayload, jwtVerify } from 'jose';

import { findDidKey, resolveDidDocument } from './resolve-did-document.ts';

const resolve = async (did: string) => ({
  didDocument: await resolveDidDocument(did),
  didDocumentMetadata: {},
  didResolutionMetadata: { contentType: 'application/did+ld+json' },
});
const resolver = new Resolver({ web: resolve, jwk: resolve });

/** A list says that the credential counts no more. */
export class RevokedError extends Error {}

export type Bound = { audience: string; nonce: string };
type StatusEntry = { statusListCredential: string; statusListIndex: string };

/** A VCDM 1.1 presentation and the one credential in it, by `did-jwt-vc`; status by the list that the entry names. */
export async function checkPresentation1(jwt: string, { audience, nonce }: Bound): Promise<Record<string, unknown>> {
  const { payload, issuer } = await verifyPresentation(jwt, resolver, { audience, challenge: nonce, domain: audience });
  const [credential = ''] = (payload as { vp: { verifiableCredential: string[] } }).vp.verifiableCredential;
  const { verifiableCredential } = await verifyCredential(credential, resolver);
  const { credentialSubject, credentialStatus } = verifiableCredential;
  if (credentialSubject.id !== issuer) throw new Error('The holder is not the subject.');
  await assertStatus([credentialStatus as unknown as StatusEntry].flat());
  return credentialSubject;
}

/** A VCDM 2.0 presentation and the one enveloped credential in it, by `jose`. */
export async function checkPresentation2(jwt: string, { audience, nonce }: Bound): Promise<Record<string, unknown>> {
  const presentation = await verifyByKid(jwt, 'vp+jwt', audience);
  if (presentation['nonce'] !== nonce) throw new Error('Another nonce.');
  const [envelope] = presentation['verifiableCredential'] as { type: string; id: string }[];
  const prefix = 'data:application/vc+jwt,';
  if (envelope?.type !== 'EnvelopedVerifiableCredential' || !envelope.id.startsWith(prefix))
    throw new Error('Envelope.');
  const credential = await verifyByKid(envelope.id.slice(prefix.length), 'vc+jwt');
  const subject = credential['credentialSubject'] as { id: string } & Record<string, unknown>;
  if (subject.id !== presentation['holder']) throw new Error('The holder is not the subject.');
  await assertStatus([credential['credentialStatus'] as StatusEntry].flat());
  return subject;
}

async function verifyByKid(jwt: string, typ: string, audience?: string): Promise<JWTPayload> {
  const { kid = '' } = decodeProtectedHeader(jwt);
  const key = await importJWK(await findDidKey(kid), 'ES256');
  return (await jwtVerify(jwt, key, { typ, ...(audience === undefined ? {} : { audience }) })).payload;
}

/** Bitstring Status List v1.0: multibase base64url of gzip, most significant bit first. @throws {RevokedError} a bit is set */
async function assertStatus(entries: readonly StatusEntry[]): Promise<void> {
  for (const { statusListCredential, statusListIndex } of entries) {
    const response = await fetch(statusListCredential);
    const jwt = await response.text();
    const { kid = '' } = decodeProtectedHeader(jwt);
    await jwtVerify(jwt, await importJWK(await findDidKey(kid), 'ES256'));
    const payload = decodeJwt<{ vc?: StatusList } & Partial<StatusList>>(jwt);
    const { encodedList } = (payload.vc ?? (payload as StatusList)).credentialSubject;
    const bits = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'));
    const index = Number(statusListIndex);
    if (((bits[index >> 3]! >> (7 - (index & 7))) & 1) === 1) throw new RevokedError('A list speaks against it.');
  }
}

type StatusList = { credentialSubject: { encodedList: string } };
