// `npm run bench credentials`, this half: verifications a second beside the libraries of others, same keys, same tokens,
// one run; and seals a second. Rounds of the contestants alternate, the median counts. Options: --rounds N --milliseconds N
// The other half (apps/issuer/bench) gets the same options: each takes its own and lets the other's be.
import { parseArgs } from 'node:util';
import { hashHolderCommitment } from '@postern/primitives';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { verifyCredential as verifyByDidJwtVc } from 'did-jwt-vc';
import type { DIDResolutionResult, Resolvable } from 'did-resolver';
import { importJWK, type JWK, jwtVerify } from 'jose';

import {
  createSdJwtVc,
  createSeal,
  createP256Signer,
  didJwkFromPublicJwk,
  type JsonObject,
  KYC_PERSON_SCHEMA,
  resolveDidJwk,
  signCompactJws,
  toP256PublicJwk,
  verifyCompactJws,
  verifySdJwtVc,
  verifySeal,
  verifyVcdm2Jwt,
  verifyVcJwt,
} from '../src/index.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    milliseconds: { type: 'string', default: '500' },
    people: { type: 'string' },
    parallel: { type: 'string' },
    batch: { type: 'string' },
    port: { type: 'string' },
  },
});
const [rounds, milliseconds] = [Number(values.rounds), Number(values.milliseconds)];

const NOW = 1_790_000_000;
const VCT = 'https://bank.example/vct/1';
const clock = { now: () => NOW };
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const claims = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`claim_${index}`, `value ${index}`]));

const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
const publicJwk = toP256PublicJwk(await crypto.subtle.exportKey('jwk', pair.publicKey));
const signer = createP256Signer(pair.privateKey);
const did = didJwkFromPublicJwk(publicJwk);
const resolved = resolveDidJwk(did);
const resolveDid = async () => resolved;
const joseKey = await importJWK(publicJwk as JWK, 'ES256');

const vc = {
  '@context': ['https://www.w3.org/2018/credentials/v1'],
  type: ['VerifiableCredential', 'KycPersonCredential'],
  credentialSubject: { id: did, ...claims },
};
const sign = (typ: string, payload: JsonObject) =>
  signCompactJws({ header: { typ, kid: `${did}#0` }, payload, signer });
const vcJwt = await sign('JWT', { iss: did, sub: did, nbf: NOW, exp: NOW + 1000, vc });
const vcdm2 = await sign('vc+jwt', { ...vc, '@context': ['https://www.w3.org/ns/credentials/v2'], issuer: did });
const sdJwt = await createSdJwtVc({
  issuer: did,
  vct: VCT,
  claims,
  holderJwk: publicJwk,
  status: { uri: 'https://bank.example/list', index: 1 },
  issuedAt: NOW,
  expiresAt: NOW + 1000,
  kid: 'key-1',
  signer,
  random,
});

const resolver: Resolvable = {
  resolve: async () =>
    ({
      didDocument: resolved.document,
      didDocumentMetadata: {},
      didResolutionMetadata: { contentType: 'application/did+json' },
    }) as unknown as DIDResolutionResult,
};
const verifyWithWebCrypto = async (data: string, signature: string) =>
  crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    pair.publicKey,
    Buffer.from(signature, 'base64url'),
    new TextEncoder().encode(data),
  );
// Their verifier would fetch the status list: only its signature and disclosures are measured, as on our side.
const sdJwtJs = new SDJwtVcInstance({
  verifier: verifyWithWebCrypto,
  hasher: async (data: string | ArrayBuffer) =>
    new Uint8Array(
      await crypto.subtle.digest('SHA-256', typeof data === 'string' ? new TextEncoder().encode(data) : data),
    ),
  hashAlg: 'sha-256',
});
const statusFree = await withoutStatus();

type Contestant = { name: string; run: () => unknown };
await compare('JWS, ES256', [
  { name: 'ours', run: () => verifyCompactJws({ jws: vcJwt, publicJwk, typ: 'JWT' }) },
  { name: 'jose', run: () => jwtVerify(vcJwt, joseKey, { currentDate: new Date(NOW * 1000) }) },
]);
await compare('VC-JWT, VCDM 1.1', [
  { name: 'ours', run: () => verifyVcJwt({ jwt: vcJwt, resolveDid, clock }) },
  { name: 'did-jwt-vc (in Veramo)', run: () => verifyByDidJwtVc(vcJwt, resolver, { policies: { now: NOW } }) },
  { name: 'jose, signature only', run: () => jwtVerify(vcJwt, joseKey, { currentDate: new Date(NOW * 1000) }) },
]);
await compare('vc+jwt, VCDM 2.0', [
  { name: 'ours', run: () => verifyVcdm2Jwt({ jwt: vcdm2, resolveDid, clock }) },
  { name: 'jose, signature only', run: () => jwtVerify(vcdm2, joseKey) },
]);
await compare('SD-JWT VC, 12 disclosures', [
  {
    name: 'ours',
    run: () => verifySdJwtVc({ token: sdJwt, resolveIssuerKey: async () => publicJwk, clock, expectedVct: VCT }),
  },
  { name: '@sd-jwt/sd-jwt-vc', run: () => sdJwtJs.verify(statusFree, { currentDate: NOW }) },
  {
    name: 'jose, signature only',
    run: () => jwtVerify(sdJwt.split('~')[0]!, joseKey, { currentDate: new Date(NOW * 1000) }),
  },
]);

const holderCommitment = hashHolderCommitment(42n);
const sealOptions = {
  schemaId: KYC_PERSON_SCHEMA.schemaId,
  values: Array.from({ length: 16 }, () => 1n),
  holderCommitment,
  status: { issuerId: 1, listId: 1, index: 77 },
  validUntil: NOW,
  privateKey: new Uint8Array(32).fill(9),
  random,
};
const seal = createSeal(sealOptions);
await compare('seal, one thread', [
  { name: 'createSeal', run: () => createSeal(sealOptions) },
  { name: 'verifySeal', run: () => verifySeal({ seal, holderCommitment }) },
]);

/** Runs the contestants in turn and prints each one's median rate, the others as multiples of the first. */
async function compare(title: string, contestants: readonly Contestant[]): Promise<void> {
  for (const { run } of contestants) await run();
  const rates = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of contestants) rates.set(name, [...(rates.get(name) ?? []), await measure(run)]);
  }
  process.stdout.write(`${title}\n`);
  const own = median(rates.get(contestants[0]!.name)!);
  for (const [name, samples] of rates) {
    const rate = median(samples);
    const ratio = rate === own ? '' : `  ours ${(own / rate).toFixed(2)}x`;
    process.stdout.write(
      `  ${name.padEnd(26)} ${rate.toFixed(0).padStart(8)} /s${title.startsWith('seal') ? '' : ratio}\n`,
    );
  }
}

async function measure(run: Contestant['run']): Promise<number> {
  const started = performance.now();
  let count = 0;
  for (; performance.now() - started < milliseconds; count += 1) await run();
  return (count / (performance.now() - started)) * 1000;
}

function median(samples: readonly number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)]!;
}

async function withoutStatus(): Promise<string> {
  const [jws, ...disclosures] = sdJwt.split('~') as [string, ...string[]];
  const { status: _status, ...payload } = JSON.parse(
    Buffer.from(jws.split('.')[1]!, 'base64url').toString(),
  ) as JsonObject;
  return [await sign('dc+sd-jwt', payload), ...disclosures].join('~');
}
