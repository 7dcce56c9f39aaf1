import { type JwkDidCreateOptions, Kms } from '@credo-ts/core';
import type { OpenId4VciCredentialResponse, OpenId4VciResolvedCredentialOffer } from '@credo-ts/openid4vc';

import { createWalletAgent } from './create-agent.ts';

/** The agent as a wallet: takes all that is offered, keeps it, answers requests by what it holds. */
export async function createCredoWallet(options: { trustedCertificates?: string[] } = {}) {
  const agent = await createWalletAgent(options);
  const { holder } = agent.openid4vc;
  const redeem = async (resolved: OpenId4VciResolvedCredentialOffer, txCode: string) => {
    const tokens = await holder.requestToken({ resolvedCredentialOffer: resolved, txCode });
    const credentials: OpenId4VciCredentialResponse[] = [];
    // One configuration a call: within one, Credo asks for a nonce once, and an issuer of 1.0 gives none with a credential.
    for (const configurationId of Object.keys(resolved.offeredCredentialConfigurations)) {
      const answer = await holder.requestCredentials({
        resolvedCredentialOffer: resolved,
        ...tokens,
        credentialConfigurationIds: [configurationId],
        credentialBindingResolver: async ({ credentialFormat, supportsJwk }) => {
          const { keyId, publicJwk } = await agent.kms.createKeyForSignatureAlgorithm({ algorithm: 'ES256' });
          if (credentialFormat === 'dc+sd-jwt' && supportsJwk) {
            return { method: 'jwk', keys: [Kms.PublicJwk.fromPublicJwk(publicJwk)] };
          }
          const { didState } = await agent.dids.create<JwkDidCreateOptions>({ method: 'jwk', options: { keyId } });
          return { method: 'did', didUrls: [`${didState.did}#0`] };
        },
      });
      credentials.push(...answer.credentials);
    }
    for (const { record, notificationId } of credentials) {
      await keep(record);
      if (notificationId !== undefined) {
        const { accessToken, dpop } = tokens;
        const { metadata } = resolved;
        await holder.sendNotification({
          metadata,
          accessToken,
          notificationId,
          notificationEvent: 'credential_accepted',
          ...(dpop === undefined ? {} : { dpop }),
        });
      }
    }
    return credentials;
  };
  const keep = async (record: { type: string }) => {
    if (record.type === 'SdJwtVcRecord') await agent.sdJwtVc.store({ record: record as never });
    else await agent.w3cCredentials.store({ record: record as never });
  };
  return {
    agent,
    readOffer: (link: string) => holder.resolveCredentialOffer(link),
    redeem,
    /** Answers a request with the first credentials that fit. */
    answer: async (link: string) => {
      const resolved = await holder.resolveOpenId4VpAuthorizationRequest(link);
      if (resolved.dcql === undefined) throw new Error('Expected a DCQL request.');
      const credentials = holder.selectCredentialsForDcqlRequest(resolved.dcql.queryResult);
      const { authorizationRequestPayload } = resolved;
      return holder.acceptOpenId4VpAuthorizationRequest({ authorizationRequestPayload, dcql: { credentials } });
    },
    stop: () => agent.shutdown(),
  };
}
