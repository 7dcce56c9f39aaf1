import { bytesToBase64Url, type JsonValue, type Random } from '@postern/primitives';
import { type SdJwtVcPayload, SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import type { DisclosureFrame } from '@sd-jwt/types';

import type { JwsSigner } from '../jose/create-signer.ts';
import { digestText } from '../jose/jwk-thumbprint.ts';
import { assertEndsAfterStart } from '../jose/jwt-times.ts';
import type { JwsAlgorithm, PublicJwk } from '../jose/public-jwk.ts';
import { FORBIDDEN_NAMES } from './parse-disclosure.ts';
import { NEVER_DISCLOSED } from './process-disclosures.ts';
import { SdJwtError } from './sd-jwt-error.ts';

export type CreateSdJwtVcOptions = {
  /** Issuer identifier; its keys are at `/.well-known/jwt-vc-issuer`. */
  issuer: string;
  vct: string;
  /**
   * Every member becomes a disclosure of its own, and so does every member of one that is an object (recursive
   * disclosures, RFC 9901 §6.3): a part of it shows no other. A list stays in one piece: of several nationalities a
   * holder shows all or none.
   */
  claims: Readonly<Record<string, JsonValue>>;
  holderJwk: PublicJwk;
  status: { uri: string; index: number };
  /** Unix seconds; the caller rounds them so that they are no fingerprint. */
  issuedAt: number;
  expiresAt: number;
  kid: string;
  /** Certificate chain of the key, leaf first, without its anchor (HAIP 1.0 §6.1.1). */
  x5c?: readonly string[];
  /** `vct#integrity` of the type metadata as served. */
  vctIntegrity?: string;
  signer: JwsSigner;
  /** Of the signing key; ES256 unless told. */
  algorithm?: JwsAlgorithm;
  /** Digests without a disclosure, so that their number tells less; none unless told. */
  decoys?: number;
  random: Random;
};

/**
 * Creates an SD-JWT VC (draft-ietf-oauth-sd-jwt-vc, RFC 9901) of type `dc+sd-jwt`. Salts have 128 bits.
 *
 * @throws {SdJwtError} a claim that must stay in the clear, or a name that is structure
 * @throws {JwtTimesError} an end that is not after the beginning
 */
export async function createSdJwtVc(options: CreateSdJwtVcOptions): Promise<string> {
  assertEndsAfterStart(options);
  for (const name of Object.keys(options.claims)) {
    if (name === 'iat' || NEVER_DISCLOSED.has(name)) throw cannotHide(name);
  }
  const { algorithm = 'ES256', x5c, vctIntegrity, decoys = 0 } = options;
  const instance = new SDJwtVcInstance({
    signer: async (input: string) => bytesToBase64Url(await options.signer(new TextEncoder().encode(input))),
    signAlg: algorithm,
    hashAlg: 'sha-256',
    hasher: async (input: string | ArrayBuffer) =>
      typeof input === 'string' ? digestText(input) : new Uint8Array(await crypto.subtle.digest('SHA-256', input)),
    saltGenerator: () => bytesToBase64Url(options.random.bytes(16)),
  });
  const payload: SdJwtVcPayload = {
    ...options.claims,
    iss: options.issuer,
    vct: options.vct,
    ...(vctIntegrity === undefined ? {} : { 'vct#integrity': vctIntegrity }),
    iat: options.issuedAt,
    exp: options.expiresAt,
    cnf: { jwk: options.holderJwk as JsonWebKey },
    status: { status_list: { uri: options.status.uri, idx: options.status.index } },
  };
  const frame = {
    ...createFrame(options.claims),
    ...(decoys === 0 ? {} : { _sd_decoy: decoys }),
  } as DisclosureFrame<SdJwtVcPayload>;
  return instance.issue(payload, frame, {
    header: { kid: options.kid, ...(x5c === undefined ? {} : { x5c: [...x5c] }) },
  });
}

type Frame = { _sd: string[] } & { [member: string]: Frame | string[] };

/** Which members are hidden, for the library: all, at every depth. */
function createFrame(claims: Readonly<Record<string, JsonValue>>): Frame {
  const names = Object.keys(claims);
  const structure = names.find((name) => FORBIDDEN_NAMES.has(name));
  if (structure !== undefined) throw cannotHide(structure);
  const groups = Object.entries(claims).flatMap(([name, value]) =>
    value !== null && typeof value === 'object' && !Array.isArray(value) ? [[name, createFrame(value)] as const] : [],
  );
  return { ...Object.fromEntries(groups), _sd: names } as Frame;
}

function cannotHide(name: string): SdJwtError {
  return new SdJwtError('ERR_SD_JWT_MALFORMED', 'This claim cannot be hidden.', { details: { name } });
}
