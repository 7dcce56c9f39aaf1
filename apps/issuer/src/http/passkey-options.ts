import type { StaffRow } from '@postern/issuer';
import { bytesToBase64Url } from '@postern/primitives';

/** How long a person has in front of the authenticator, milliseconds. */
export const PASSKEY_TIMEOUT_MS = 120_000;

/** WebAuthn creation options of a member's passkey; an authenticator that holds one of the known ones refuses. */
export function createPasskeyOptions(options: {
  staff: StaffRow;
  challenge: string;
  rpId: string;
  known: readonly string[];
}) {
  const { staff, challenge, rpId, known } = options;
  const handle = new TextEncoder().encode(`postern-portal:${staff.tenant}:${staff.staffId}`);
  return {
    challenge,
    rp: { id: rpId, name: 'Postern portal' },
    user: { id: bytesToBase64Url(handle), name: staff.name, displayName: staff.name },
    pubKeyCredParams: [
      { type: 'public-key', alg: -7 },
      { type: 'public-key', alg: -257 },
    ],
    excludeCredentials: known.map((id) => ({ type: 'public-key', id })),
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    timeout: PASSKEY_TIMEOUT_MS,
  };
}
