import type { JsonObject } from '../jose/compact-jws.ts';
import { signCompactJws } from '../jose/compact-jws.ts';
import type { JwsSigner } from '../jose/create-signer.ts';
import type { JwsAlgorithm } from '../jose/public-jwk.ts';

/** `typ` of a VCDM 2.0 presentation (VC-JOSE-COSE §3.1.2) and of a 1.1 one. */
export const VP_TYP = { 1: 'JWT', 2: 'vp+jwt' } as const;
/** What stands before an enveloped credential (VC-JOSE-COSE §3.1.2). */
export const ENVELOPED_CREDENTIAL_PREFIX = 'data:application/vc+jwt,';

const CONTEXT = { 1: 'https://www.w3.org/2018/credentials/v1', 2: 'https://www.w3.org/ns/credentials/v2' } as const;
const LIFE_SECONDS = 300;

export type CreateVpJwtOptions = {
  /** 1: credentials as `jwt_vc_json`; 2: as `vc+jwt`. */
  version: 1 | 2;
  /** Compact JWTs; a 2.0 presentation holds only 2.0 credentials. */
  credentials: readonly string[];
  /** DID of the holder, the subject of every credential. */
  holder: string;
  /** Absolute DID URL of the holder's key. */
  kid: string;
  signer: JwsSigner;
  /** Of the holder's key; ES256 unless told. */
  algorithm?: JwsAlgorithm;
  /** The verifier's whole client identifier with its prefix. */
  audience: string;
  nonce: string;
  now: number;
};

/** Presents VC-JWTs as a whole, bound to verifier and nonce (OpenID4VP 1.0 §B.1). It is good for five minutes. */
export async function createVpJwt(options: CreateVpJwtOptions): Promise<string> {
  const { version, holder, kid, signer, algorithm = 'ES256', audience, nonce, now } = options;
  const bound = { aud: audience, nonce, iat: now, exp: now + LIFE_SECONDS };
  const header = { typ: VP_TYP[version], alg: algorithm, kid, ...(version === 2 ? { cty: 'vp' } : {}) };
  const payload: JsonObject =
    version === 1
      ? { iss: holder, ...bound, vp: createPresentation(options) }
      : { ...createPresentation(options), holder, ...bound };
  return signCompactJws({ header, payload, signer });
}

function createPresentation({ version, credentials }: CreateVpJwtOptions): JsonObject {
  const envelope = (jwt: string) => ({
    '@context': CONTEXT[2],
    id: `${ENVELOPED_CREDENTIAL_PREFIX}${jwt}`,
    type: 'EnvelopedVerifiableCredential',
  });
  return {
    '@context': [CONTEXT[version]],
    type: ['VerifiablePresentation'],
    verifiableCredential: version === 1 ? [...credentials] : credentials.map(envelope),
  };
}
