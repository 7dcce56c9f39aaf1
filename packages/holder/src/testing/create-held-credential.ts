import {
  createP256Signer,
  createSdJwtVc,
  didJwkFromPublicJwk,
  type JsonObject,
  signCompactJws,
} from '@postern/credential';

import { createHolderKey } from '../receive/holder-key.ts';
import type { StoredCredential, StoredDocument } from '../store/stored-credential.ts';
import { NOW, random } from './start-test-bank.ts';

export const VCT = 'https://bank.example/vct/person';
const ISSUER = 'https://bank.example';
const EXPIRES = NOW + 90 * 86_400;

/** A credential as a wallet keeps it, with real signatures: an SD-JWT VC of some copies and a VCDM 1.1 JWT. */
export async function createHeldCredential(options: {
  claims: JsonObject;
  copies?: number;
  document?: Partial<StoredDocument>;
}): Promise<StoredCredential> {
  const { claims, copies = 2 } = options;
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const signer = createP256Signer(keys.privateKey);
  const sdJwts = await Promise.all(
    Array.from({ length: copies }, async (_, index) => {
      const key = await createHolderKey();
      const token = await createSdJwtVc({
        issuer: ISSUER,
        vct: VCT,
        claims,
        holderJwk: key.publicJwk,
        status: { uri: `${ISSUER}/status/1`, index },
        issuedAt: NOW,
        expiresAt: EXPIRES,
        kid: 'key-1',
        signer,
        random,
      });
      return { token, key };
    }),
  );
  const key = await createHolderKey();
  const subject = didJwkFromPublicJwk(key.publicJwk);
  const vc = { '@context': ['https://www.w3.org/2018/credentials/v1'], type: ['VerifiableCredential', 'Person'] };
  const jwt = await signCompactJws({
    header: { typ: 'JWT' },
    payload: { iss: 'did:web:bank.example', sub: subject, nbf: NOW, vc: { ...vc, credentialSubject: claims } },
    signer,
  });
  const common = { name: 'Person', keyFoundBy: 'web' as const, expiresAt: EXPIRES, labels: [] };
  return {
    id: `credential-${copies}`,
    issuer: { identifier: ISSUER, name: 'Bank' },
    receivedAt: NOW,
    documents: [
      {
        ...common,
        configurationId: 'person_sdjwt',
        format: 'dc+sd-jwt',
        types: [VCT],
        issuedBy: ISSUER,
        claims: { ...claims, iss: ISSUER, vct: VCT },
        labels: [{ path: ['given_name'], label: 'Given name' }],
        copies: sdJwts,
        ...options.document,
      },
      {
        ...common,
        configurationId: 'person_jwt',
        format: 'jwt_vc_json',
        types: vc.type,
        issuedBy: 'did:web:bank.example',
        claims: { ...vc, credentialSubject: { ...claims, id: subject } },
        copies: [{ token: jwt, key }],
      },
    ],
  };
}
