import { type JwtSigner } from '@openid4vc/oauth2';
import type { PartyKey } from './party-keys.ts';
export declare const CLIENT_ID = 'https://independent-wallet.example';
/** What the `@openid4vc/*` libraries leave to their user, done with `jose`; http is for this machine only. */
export declare function createCallbacks(options: { keys: readonly PartyKey[]; encryptionKeys?: readonly PartyKey[] }): {
  hash: (data: Uint8Array<ArrayBufferLike>, algorithm: import('@openid4vc/oauth2').HashAlgorithm) => NonSharedBuffer;
  generateRandom: (length: number) => NonSharedBuffer;
  clientAuthentication: import('@openid4vc/oauth2').ClientAuthenticationCallback;
  signJwt: (
    signer: JwtSigner,
    {
      header,
      payload,
    }: {
      header: import('@openid4vc/oauth2').JwtHeader;
      payload: import('@openid4vc/oauth2').JwtPayload;
    },
  ) => Promise<{
    jwt: string;
    signerJwk: never;
  }>;
  verifyJwt: (
    signer: JwtSigner,
    {
      compact,
    }: {
      header: import('@openid4vc/oauth2').JwtHeader;
      payload: import('@openid4vc/oauth2').JwtPayload;
      compact: string;
    },
  ) => Promise<
    | {
        verified: true;
        signerJwk: never;
      }
    | {
        signerJwk?: never;
        verified: false;
      }
  >;
  encryptJwe: (
    { publicJwk, enc, alg, ...rest }: import('@openid4vc/oauth2').JweEncryptor,
    data: string,
  ) => Promise<{
    encryptionJwk: {
      [x: string]: unknown;
      kty: string;
      crv?: string | undefined;
      x?: string | undefined;
      y?: string | undefined;
      e?: string | undefined;
      n?: string | undefined;
      alg?: string | undefined;
      d?: string | undefined;
      dp?: string | undefined;
      dq?: string | undefined;
      ext?: boolean | undefined;
      k?: string | undefined;
      key_ops?: string[] | undefined;
      kid?: string | undefined;
      oth?:
        | {
            [x: string]: unknown;
            d?: string | undefined;
            r?: string | undefined;
            t?: string | undefined;
          }[]
        | undefined;
      p?: string | undefined;
      q?: string | undefined;
      qi?: string | undefined;
      use?: string | undefined;
      x5c?: string[] | undefined;
      x5t?: string | undefined;
      'x5t#S256'?: string | undefined;
      x5u?: string | undefined;
    };
    jwe: string;
  }>;
  decryptJwe: (jwe: string) => Promise<
    | {
        decrypted: false;
        decryptionJwk?: never;
        payload?: never;
      }
    | {
        decrypted: true;
        decryptionJwk: never;
        payload: string;
      }
  >;
  getX509CertificateMetadata: (certificate: string) => {
    sanDnsNames: string[];
    sanUriNames: string[];
  };
};
//# sourceMappingURL=openid4vc-callbacks.d.ts.map
