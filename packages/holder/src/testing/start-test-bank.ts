import {
  createKycVcPayload,
  createP256Signer,
  createSdJwtVc,
  createSeal,
  createSealVcPayload,
  didJwkFromPublicJwk,
  encodePersonAttributes,
  KYC_PERSON_SCHEMA,
  type P256PublicJwk,
  type PersonRecord,
  personRecordToClaims,
  type Seal,
  signCompactJws,
  toP256PublicJwk,
  type VcPayload,
  verifyCompactJws,
} from '@postern/credential';
import { createStatusBits, deriveEddsaPublicKey } from '@postern/primitives';
import { HOLDER_COMMITMENT_CLAIM } from '@postern/protocol';

import { didOfIssuer } from '../receive/did-of-issuer.ts';
import { json, startTestServer, type TestHandler, type TestServer } from './start-test-server.ts';

export const NOW = 1_790_000_040;
export const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
export const clock = { now: () => NOW };
export const TX_CODE = '493817';
export const VALID_UNTIL = NOW + 200 * 86_400;

export const PERSON: PersonRecord = {
  givenName: 'Ἄννα',
  familyName: 'Παπαδοπούλου',
  latinName: 'PAPADOPOULOU ANNA',
  birthDate: '1990-02-28',
  nationalities: ['GR'],
  residence: 'DE',
  residenceSubdivision: 0,
  address: { street: 'Torstraße 1', locality: 'Berlin', postalCode: '10119' },
  document: { type: 'passport', number: 'AE1234567', issuingCountry: 'GR', expiresOn: '2031-05-01' },
  assurance: 'substantial',
  diligence: 'standard',
  flags: ['sanctions_clear', 'not_pep'],
  testData: false,
  screenedAt: NOW - 100,
  issuedAt: NOW - 50,
  reboundAt: 0,
};

/** How a dishonest or broken bank differs from a good one. */
export type BankFaults = {
  /** Replaces the seal before it is signed into its credential. */
  spoilSeal?: (seal: Seal) => Seal;
  /** Seals for this commitment instead of the wallet's. */
  holderCommitment?: bigint;
  /** What the VC-JWT states instead. */
  vcRecord?: PersonRecord;
  /** Binds credentials to this key instead of the wallet's. */
  holderJwk?: P256PublicJwk;
  metadataIssuer?: string;
};

export type TestBank = TestServer & {
  issuer: string;
  offerLink: string;
  sealPublicKey: readonly [bigint, bigint];
  bits: Uint8Array;
  faults: BankFaults;
  notifications: string[];
  listDownloads: number;
};

const SEAL_KEY = new Uint8Array(32).fill(9);

/** A small OpenID4VCI issuer with real keys and signatures: one open offer, endless credentials. */
export async function startTestBank(): Promise<TestBank> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const publicJwk = toP256PublicJwk(await crypto.subtle.exportKey('jwk', keys.publicKey));
  const signer = createP256Signer(keys.privateKey);
  const state = {
    bits: createStatusBits(),
    faults: {} as BankFaults,
    notifications: [] as string[],
    listDownloads: 0,
  };
  let issuer = '';
  let tries = 5;

  const issue = async (configuration: string, proof: string): Promise<string> => {
    const { payload, header } = await verifyCompactJws({
      jws: proof,
      publicJwk: readProofKey(proof),
      typ: 'openid4vci-proof+jwt',
    });
    const holderJwk = state.faults.holderJwk ?? toP256PublicJwk(header['jwk']);
    const holderDid = didJwkFromPublicJwk(holderJwk);
    const issuerDid = didOfIssuer(issuer);
    const times = { issuedAt: NOW, expiresAt: VALID_UNTIL };
    const signVc = ({ credentialSubject: { id, ...subject }, issuer: _issuer, ...vc }: VcPayload) =>
      signCompactJws({
        header: { typ: 'JWT', kid: `${issuerDid}#key-1` },
        payload: {
          vc: { '@context': vc['@context'], type: vc.type, credentialSubject: subject, ...withStatus(vc) },
          iss: issuerDid,
          sub: id,
          nbf: NOW,
          exp: VALID_UNTIL,
        },
        signer,
      });
    if (configuration === 'kyc_person_sdjwt') {
      return createSdJwtVc({
        issuer,
        vct: `${issuer}/vct/kyc-person/1`,
        claims: personRecordToClaims(PERSON),
        holderJwk,
        status: { uri: `${issuer}/status/token/1`, index: 77 },
        ...times,
        kid: 'key-1',
        signer,
        random,
      });
    }
    if (configuration === 'kyc_person_jwt') {
      const claims = personRecordToClaims(state.faults.vcRecord ?? PERSON);
      const status = { listUrl: `${issuer}/status/combined/1`, index: 77, purpose: 'suspension' } as const;
      return signVc(createKycVcPayload({ issuerDid, holderDid, ...times, claims, status }));
    }
    const seal = createSeal({
      schemaId: KYC_PERSON_SCHEMA.schemaId,
      values: encodePersonAttributes(PERSON),
      holderCommitment: state.faults.holderCommitment ?? BigInt(payload[HOLDER_COMMITMENT_CLAIM] as string),
      status: { issuerId: 1, listId: 1, index: 77 },
      validUntil: VALID_UNTIL,
      privateKey: SEAL_KEY,
      random,
    });
    return signVc(
      createSealVcPayload({ issuerDid, holderDid, ...times, seal: (state.faults.spoilSeal ?? ((s) => s))(seal) }),
    );
  };

  const server = await startTestServer(async (origin): Promise<TestHandler> => {
    issuer = `${origin}/t/test-bank`;
    const configuration = (extra: object) => ({ ...extra, credential_metadata: {} });
    return async ({ method, path, body }) => {
      const route = `${method} ${path.replace('/t/test-bank', '')}`;
      switch (route) {
        case 'GET /offers/1':
          return json({
            credential_issuer: issuer,
            credential_configuration_ids: ['kyc_person_sdjwt', 'kyc_person_jwt'],
            grants: {
              'urn:ietf:params:oauth:grant-type:pre-authorized_code': {
                'pre-authorized_code': 'code-1',
                tx_code: { input_mode: 'numeric', length: 6 },
              },
            },
          });
        case 'GET /.well-known/openid-credential-issuer':
          return json({
            credential_issuer: state.faults.metadataIssuer ?? issuer,
            credential_endpoint: `${issuer}/credential`,
            nonce_endpoint: `${issuer}/nonce`,
            notification_endpoint: `${issuer}/notification`,
            display: [{ name: 'Test Bank' }],
            credential_configurations_supported: {
              kyc_person_sdjwt: configuration({ format: 'dc+sd-jwt', vct: `${issuer}/vct/kyc-person/1` }),
              kyc_person_jwt: configuration({
                format: 'jwt_vc_json',
                credential_definition: { type: ['VerifiableCredential', 'KycPersonCredential'] },
              }),
              postern_seal: configuration({ format: 'postern_seal' }),
            },
          });
        case 'GET /.well-known/oauth-authorization-server':
          return json({ issuer, token_endpoint: `${issuer}/token` });
        case 'GET /.well-known/jwt-vc-issuer':
          return json({ issuer, jwks: { keys: [{ ...publicJwk, kid: 'key-1' }] } });
        case 'GET /did.json': {
          const id = didOfIssuer(issuer);
          const method1 = { id: `${id}#key-1`, type: 'JsonWebKey2020', controller: id, publicKeyJwk: publicJwk };
          return json({ id, verificationMethod: [method1], assertionMethod: [method1.id] });
        }
        case 'POST /token': {
          if (new URLSearchParams(body).get('tx_code') === TX_CODE && tries > 0) {
            return json({ access_token: 'at', token_type: 'Bearer', expires_in: 600 });
          }
          tries = Math.max(0, tries - 1);
          return json({ error: 'invalid_grant', attempts_left: tries }, 400);
        }
        case 'POST /nonce':
          return json({ c_nonce: crypto.randomUUID() });
        case 'POST /credential': {
          const request = JSON.parse(body) as { credential_configuration_id: string; proofs: { jwt: string[] } };
          const credential = await issue(request.credential_configuration_id, request.proofs.jwt[0]!);
          return json({ credentials: [{ credential }], notification_id: request.credential_configuration_id });
        }
        case 'POST /notification':
          state.notifications.push((JSON.parse(body) as { event: string }).event);
          return { status: 204 };
        case 'GET /status/bits/1':
          state.listDownloads += 1;
          return { body: state.bits, type: 'application/octet-stream' };
        default:
          return json({}, 404);
      }
    };
  });
  return Object.assign(state, server, {
    issuer,
    offerLink: `http://localhost:1/offer?credential_offer_uri=${encodeURIComponent(`${issuer}/offers/1`)}`,
    sealPublicKey: deriveEddsaPublicKey(SEAL_KEY),
  });
}

function readProofKey(proof: string): P256PublicJwk {
  const header = JSON.parse(Buffer.from(proof.split('.')[0]!, 'base64url').toString()) as { jwk: unknown };
  return toP256PublicJwk(header.jwk);
}

function withStatus(vc: { credentialStatus?: VcPayload['credentialStatus'] }) {
  return vc.credentialStatus === undefined ? {} : { credentialStatus: vc.credentialStatus };
}
