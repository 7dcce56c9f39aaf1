import type { Server } from 'node:http';

import { ClaimFormat, type JwkDidCreateOptions, JsonTransformer, W3cCredential } from '@credo-ts/core';
import type { OpenId4VcIssuerModuleConfigOptions } from '@credo-ts/openid4vc';

import { findFreePort } from '../../support/spawn-service.ts';
import { createServerAgent } from './create-agent.ts';

const SD_JWT = 'membership_sdjwt';
const W3C = 'membership_w3c';

/** A Credo agent as issuer of a membership and as verifier, both named by a did:jwk of its own. */
export async function startCredoServer() {
  const origin = `http://localhost:${await findFreePort()}`;
  let did = '';
  const issue: OpenId4VcIssuerModuleConfigOptions['credentialRequestToCredentialMapper'] = (request) => {
    const { holderBinding, credentialConfigurationId } = request;
    if (credentialConfigurationId === SD_JWT) {
      if (holderBinding.bindingMethod !== 'jwk') throw new Error('Expected a bare key.');
      return {
        type: 'credentials',
        format: 'dc+sd-jwt',
        credentials: holderBinding.keys.map(({ jwk }) => ({
          payload: { vct: `${origin}/membership`, level: 'gold', address: { city: 'Berlin' } },
          holder: { method: 'jwk' as const, jwk },
          issuer: { method: 'did' as const, didUrl: `${did}#0` },
          disclosureFrame: { _sd: ['level', 'address'] },
        })),
      };
    }
    return {
      type: 'credentials',
      format: ClaimFormat.JwtVc,
      credentials: holderBinding.keys.map((key) => ({
        verificationMethod: `${did}#0`,
        credential: JsonTransformer.fromJSON(
          {
            '@context': ['https://www.w3.org/2018/credentials/v1'],
            type: ['VerifiableCredential', 'MembershipCredential'],
            issuer: did,
            issuanceDate: new Date().toISOString().replace(/\.\d+/, ''),
            credentialSubject: {
              id: 'didUrl' in key ? key.didUrl.split('#')[0] : didOf(key.jwk.toJson()),
              level: 'gold',
            },
          },
          W3cCredential,
        ),
      })),
    };
  };
  const { agent, app } = await createServerAgent({ origin, issue });
  const server: Server = await new Promise((resolve) => {
    const listening = app.listen(Number(new URL(origin).port), 'localhost', () => resolve(listening));
  });
  const { keyId } = await agent.kms.createKeyForSignatureAlgorithm({ algorithm: 'ES256' });
  const { didState } = await agent.dids.create<JwkDidCreateOptions>({ method: 'jwk', options: { keyId } });
  did = didState.did ?? '';

  const binding = {
    credential_signing_alg_values_supported: ['ES256'] as const,
    proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES256'] } },
  };
  const { issuer, verifier } = agent.openid4vc;
  const { issuerId } = await issuer.createIssuer({
    issuerId: 'club',
    accessTokenSignerKeyType: { kty: 'EC', crv: 'P-256' },
    dpopSigningAlgValuesSupported: ['ES256'],
    display: [{ name: 'Rowing Club', locale: 'en' }],
    credentialConfigurationsSupported: {
      [SD_JWT]: {
        format: 'dc+sd-jwt',
        vct: `${origin}/membership`,
        scope: SD_JWT,
        cryptographic_binding_methods_supported: ['jwk'],
        ...binding,
        credential_metadata: { display: [{ name: 'Membership', locale: 'en' }] },
      },
      [W3C]: {
        format: 'jwt_vc_json',
        scope: W3C,
        credential_definition: { type: ['VerifiableCredential', 'MembershipCredential'] },
        cryptographic_binding_methods_supported: ['did:jwk'],
        ...binding,
        credential_metadata: { display: [{ name: 'Membership (W3C)', locale: 'en' }] },
      },
    } as never,
  });
  const { verifierId } = await verifier.createVerifier({ verifierId: 'door' });
  return {
    did,
    membership: `${origin}/membership`,
    /** A link by reference, one that holds the same offer itself, and the code that a person gets on another way. */
    offer: async () => {
      const { credentialOffer, issuanceSession } = await issuer.createCredentialOffer({
        issuerId,
        credentialConfigurationIds: [SD_JWT, W3C],
        preAuthorizedCodeFlowConfig: { txCode: { input_mode: 'numeric', length: 4 } },
        version: 'v1',
      });
      const at = new URLSearchParams(credentialOffer.split('?')[1]).get('credential_offer_uri') ?? '';
      const offered = await (await fetch(at)).text();
      return {
        txCode: issuanceSession.userPin ?? '',
        byReference: credentialOffer,
        byValue: `openid-credential-offer://?credential_offer=${encodeURIComponent(offered)}`,
      };
    },
    ask: async (options: { query: object; mode: 'direct_post' | 'direct_post.jwt'; signed: boolean }) => {
      const { authorizationRequest, verificationSession } = await verifier.createAuthorizationRequest({
        verifierId,
        requestSigner: options.signed ? { method: 'did', didUrl: `${did}#0` } : { method: 'none' },
        dcql: { query: options.query as never },
        responseMode: options.mode,
        version: 'v1',
      });
      return {
        link: authorizationRequest,
        readState: async () => (await verifier.getVerificationSessionById(verificationSession.id)).state as string,
      };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await agent.shutdown();
    },
  };
}

function didOf({ kty, crv, x, y }: Record<string, unknown>): string {
  return `did:jwk:${Buffer.from(JSON.stringify({ kty, crv, x, y })).toString('base64url')}`;
}
