import { type AccessTokenResponse, type RequestDpopOptions } from '@openid4vc/oauth2';
import { type IssuerMetadataResult, Openid4vciClient } from '@openid4vc/openid4vci';

import { CLIENT_ID, createCallbacks } from '../support/openid4vc-callbacks.ts';
import { createPartyKey, type PartyKey } from '../support/party-keys.ts';

/** What an independent wallet got of one configuration. */
export type IndependentCredential = { credential: string; key: PartyKey };

export type Access = { accessToken: string; dpop: RequestDpopOptions | undefined; refreshToken: string | undefined };

const REDIRECT_URI = `${CLIENT_ID}/callback`;

/** A wallet that knows nothing of us: `@openid4vc/openid4vci` and `jose`. */
export async function createIndependentWallet(options: { copies?: number } = {}) {
  const keys = await Promise.all(Array.from({ length: options.copies ?? 1 }, createPartyKey));
  const dpopKey = await createPartyKey();
  const callbacks = createCallbacks({ keys: [...keys, dpopKey] });
  const client = new Openid4vciClient({ callbacks });
  const dpop = { signer: { method: 'jwk' as const, alg: 'ES256', publicJwk: dpopKey.jwk as never } };
  const describe = (answer: { accessTokenResponse: AccessTokenResponse; dpop?: RequestDpopOptions }): Access => ({
    accessToken: answer.accessTokenResponse.access_token,
    dpop: answer.dpop,
    refreshToken: answer.accessTokenResponse.refresh_token,
  });

  return {
    client,
    keys,
    readOffer: async (link: string) => {
      const query = link.slice(link.indexOf('?'));
      const credentialOffer = await client.resolveCredentialOffer(`openid-credential-offer://${query}`);
      const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer);
      return { credentialOffer, issuerMetadata };
    },
    redeem: async (offered: Offered, txCode: string): Promise<Access> =>
      describe(await client.retrievePreAuthorizedCodeAccessTokenFromOffer({ ...offered, txCode, dpop })),
    /** The code flow: `open` is the person at the issuer's page; it returns the address that the page leads back to. */
    signIn: async (offered: Offered, open: (url: string) => Promise<string>): Promise<Access> => {
      const started = await client.createAuthorizationRequestUrlFromOffer({
        ...offered,
        clientId: CLIENT_ID,
        redirectUri: REDIRECT_URI,
        scope: offered.credentialOffer.credential_configuration_ids.join(' '),
        dpop,
      });
      const back = new URL(await open(started.authorizationRequestUrl));
      if (back.searchParams.get('iss') !== started.authorizationServer) throw new Error('Mix-up.');
      return describe(
        await client.retrieveAuthorizationCodeAccessTokenFromOffer({
          ...offered,
          authorizationCode: back.searchParams.get('code') ?? '',
          pkceCodeVerifier: started.pkce?.codeVerifier ?? '',
          redirectUri: REDIRECT_URI,
          dpop: started.dpop ?? dpop,
        }),
      );
    },
    retrieve: async (
      { issuerMetadata }: Offered,
      access: Access,
      credentialConfigurationId: string,
    ): Promise<{ credentials: IndependentCredential[]; notificationId: string | undefined }> => {
      const { c_nonce: nonce } = await client.requestNonce({ issuerMetadata });
      const jwt = await Promise.all(
        keys.map(async ({ jwk }) => {
          const signer = { method: 'jwk' as const, alg: 'ES256', publicJwk: jwk as never };
          const proof = { issuerMetadata, credentialConfigurationId, signer, nonce };
          return (await client.createCredentialRequestJwtProof(proof)).jwt;
        }),
      );
      const { accessToken } = access;
      const answer = await client.retrieveCredentials({
        issuerMetadata,
        credentialConfigurationId,
        accessToken,
        proofs: { jwt: jwt as [string, ...string[]] },
        ...(access.dpop === undefined ? {} : { dpop: access.dpop }),
      });
      const { credentials = [], notification_id: notificationId } = answer.credentialResponse;
      return {
        credentials: credentials.map((entry, index) => ({
          credential: String((entry as { credential: unknown }).credential),
          key: keys[index]!,
        })),
        notificationId,
      };
    },
  };
}

export type Offered = {
  credentialOffer: Awaited<ReturnType<Openid4vciClient['resolveCredentialOffer']>>;
  issuerMetadata: IssuerMetadataResult;
};
