import type { PasskeyVerifier } from '@postern/issuer';
import {
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';

/** Checks passkey answers for the portal's origin; the relying party is its host name. User verification is required. */
export function createPasskeyVerifier(options: { portalUrl: string }): PasskeyVerifier {
  const expected = { expectedOrigin: options.portalUrl, expectedRPID: new URL(options.portalUrl).hostname };
  return {
    verifyAssertion: async ({ response, challenge, passkey }) => {
      try {
        const result = await verifyAuthenticationResponse({
          ...expected,
          response: response as AuthenticationResponseJSON,
          expectedChallenge: challenge,
          requireUserVerification: true,
          credential: {
            id: passkey.credentialId,
            publicKey: new Uint8Array(passkey.publicKey),
            // A counter that went back is a signal for the role to judge, not a false answer.
            counter: 0,
          },
        });
        return { verified: result.verified, counter: result.authenticationInfo.newCounter };
      } catch {
        // The library throws for every answer that does not stand; what was wrong is nobody's business outside.
        return { verified: false, counter: passkey.counter };
      }
    },
    verifyAttestation: async ({ response, challenge }) => {
      try {
        const result = await verifyRegistrationResponse({
          ...expected,
          response: response as RegistrationResponseJSON,
          expectedChallenge: challenge,
          requireUserVerification: true,
          supportedAlgorithmIDs: [-7, -257],
        });
        if (!result.verified) return null;
        const { id, publicKey, counter } = result.registrationInfo.credential;
        return { credentialId: id, publicKey, counter };
      } catch {
        return null;
      }
    },
  };
}
