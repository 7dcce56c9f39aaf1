import { PosternError } from '@postern/primitives';

import type { JsonObject } from '../jose/compact-jws.ts';
import { signCompactJws } from '../jose/compact-jws.ts';
import { resolveDidJwk } from '../did/did-jwk.ts';
import { verifyVcdm2Jwt } from '../vc-jwt/verify-vcdm2-jwt.ts';
import { verifyVpJwt } from '../vp-jwt/verify-vp-jwt.ts';
import type { TestParty } from './test-parties.ts';

/** A day on which the suite's credentials are neither expired nor, but for one, ahead. */
const NOW = Date.UTC(2026, 0, 1) / 1000;
const clock = { now: () => NOW };
/** What the suite calls its parties, and what stands for them here: names that keys can be found under. */
const STANDINS = ['did:example:issuer', 'did:key:z6MkpJySvETLnxhQG9DzEdmKJtysBDjuuTeDfUj1uNNCUqcj'];
/** Shown where a presentation of the suite is about something else; ours show at least one credential. */
const PLAIN = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential'],
  credentialSubject: { id: 'did:example:subject' },
};
/** Words that the suite's harness replaces by moments. */
const MOMENTS = { 'PAST DATE': '2020-01-01T00:00:00Z', 'FUTURE DATE': '2030-01-01T00:00:00Z' };
const resolveDid = async (did: string) => resolveDidJwk(did);

/**
 * What our readers say of one file of the W3C suite, once it is signed: its credential as `vc+jwt`, its presentation as
 * `vp+jwt`. As in the suite's own harness the issuer is added where the file is about something else.
 *
 * @returns `undefined` when it is accepted, else the code
 */
export async function judgeSuiteFile(options: {
  name: string;
  document: JsonObject;
  issuer: TestParty;
  holder: TestParty;
}): Promise<string | undefined> {
  const { name, document, issuer, holder } = options;
  try {
    if (name.startsWith('presentation')) {
      const jwt = await signPresentation(name, document, { issuer, holder });
      const { credentials } = await verifyVpJwt({ jwt, audience: 'a', nonce: 'n', now: NOW, resolveDid });
      for (const credential of credentials) await verifyVcdm2Jwt({ jwt: credential, resolveDid, clock });
      return undefined;
    }
    const jwt = await signCredential(
      name.startsWith('credential-no-issuer') ? document : withIssuer(document, issuer),
      issuer,
    );
    await verifyVcdm2Jwt({ jwt, resolveDid, clock, requireSubject: false });
    return undefined;
  } catch (error) {
    if (error instanceof PosternError) return error.code;
    throw error;
  }
}

/** The issuer, or its identifier in an object that only says more of it. */
function withIssuer(document: JsonObject, { did }: TestParty): JsonObject {
  const { issuer = did } = document;
  const isNameless =
    issuer !== null && typeof issuer === 'object' && !Array.isArray(issuer) && !Object.hasOwn(issuer, 'id');
  return { ...document, issuer: isNameless ? { id: did, ...issuer } : issuer };
}

function signCredential(document: JsonObject, { did, kid, signer }: TestParty): Promise<string> {
  const payload = withStandins(document, did);
  return signCompactJws({ header: { typ: 'vc+jwt', cty: 'vc', kid }, payload, signer });
}

/** The suite's embedded credentials, each signed and put into an envelope, as JOSE presentations have them. */
async function signPresentation(
  name: string,
  document: JsonObject,
  { issuer, holder }: { issuer: TestParty; holder: TestParty },
): Promise<string> {
  const { verifiableCredential = PLAIN } = document;
  const envelop = async (credential: unknown) => {
    const { type, credentialSubject } = Object(credential) as JsonObject;
    if (type === undefined || credentialSubject === undefined) return credential;
    const subject = { ...(credentialSubject as JsonObject), id: holder.did };
    const jwt = await signCredential(
      { ...withIssuer(credential as JsonObject, issuer), credentialSubject: subject },
      issuer,
    );
    return { id: `data:application/vc+jwt,${jwt}`, type: 'EnvelopedVerifiableCredential' };
  };
  const all = [verifiableCredential].flat();
  const payload = {
    ...(name.includes('no-holder') ? {} : { holder: holder.did }),
    ...withStandins(document, holder.did),
    verifiableCredential: await Promise.all(all.map(envelop)),
    ...{ aud: 'a', nonce: 'n', iat: NOW },
  } as JsonObject;
  return signCompactJws({ header: { typ: 'vp+jwt', kid: holder.kid }, payload, signer: holder.signer });
}

function withStandins(document: JsonObject, did: string): JsonObject {
  const words = Object.entries(MOMENTS);
  const text = words.reduce((all, [word, moment]) => all.replaceAll(word, moment), JSON.stringify(document));
  return JSON.parse(STANDINS.reduce((all, name) => all.replaceAll(`"${name}"`, `"${did}"`), text)) as JsonObject;
}
