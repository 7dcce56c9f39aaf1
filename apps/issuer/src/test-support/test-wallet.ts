import {
  createP256Signer,
  type JwsSigner,
  type P256PublicJwk,
  signCompactJws,
  toP256PublicJwk,
} from '@postern/credential';
import { hashHolderCommitment } from '@postern/primitives';
import { PRE_AUTHORIZED_CODE_GRANT } from '@postern/protocol';

export type TestWallet = {
  jwk: P256PublicJwk;
  commitment: string;
  signer: JwsSigner;
  prove(options: {
    aud: string;
    nonce: string;
    commitment?: string | null;
    header?: Record<string, string>;
    payload?: Record<string, string | number>;
  }): Promise<string>;
};

/** A holder key and secret, and proofs made with them. */
export async function createTestWallet(holderSecret: bigint): Promise<TestWallet> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const jwk = toP256PublicJwk(await crypto.subtle.exportKey('jwk', keys.publicKey));
  const own = hashHolderCommitment(holderSecret).toString();
  const signer = createP256Signer(keys.privateKey);
  return {
    jwk,
    commitment: own,
    signer,
    prove: ({ aud, nonce, commitment = own, header = {}, payload = {} }) =>
      signCompactJws({
        header: { typ: 'openid4vci-proof+jwt', jwk: jwk as never, ...header },
        payload: {
          aud,
          iat: Math.floor(Date.now() / 1000),
          nonce,
          ...(commitment === null ? {} : { postern_holder_commitment: commitment }),
          ...payload,
        },
        signer,
      }),
  };
}

export type Answer = { status: number; body: Record<string, unknown>; headers: Headers };

/** One JSON or form request; the body is an object in any case. */
export async function ask(
  url: string,
  options: { json?: unknown; form?: Record<string, string>; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { json, form, headers = {} } = options;
  const body = json === undefined ? (form === undefined ? undefined : new URLSearchParams(form)) : JSON.stringify(json);
  const response = await fetch(url, {
    ...(body === undefined ? {} : { method: 'POST', body }),
    headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text },
    headers: response.headers,
  };
}

/** Exchanges an offer's code for a token. */
export function askToken(options: { issuer: string; code: string; txCode?: string | undefined }): Promise<Answer> {
  return ask(`${options.issuer}/token`, {
    form: {
      grant_type: PRE_AUTHORIZED_CODE_GRANT,
      'pre-authorized_code': options.code,
      ...(options.txCode === undefined ? {} : { tx_code: options.txCode }),
    },
  });
}

export async function fetchNonce(issuer: string): Promise<string> {
  return String((await ask(`${issuer}/nonce`, { form: {} })).body.c_nonce);
}

/** A credential request with proofs of these wallets. */
export async function askCredential(options: {
  issuer: string;
  token: string;
  configurationId: string;
  proofs: readonly string[];
}): Promise<Answer> {
  return ask(`${options.issuer}/credential`, {
    json: { credential_configuration_id: options.configurationId, proofs: { jwt: options.proofs } },
    headers: { authorization: `Bearer ${options.token}` },
  });
}
