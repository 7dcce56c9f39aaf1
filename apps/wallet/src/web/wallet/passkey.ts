import type { WrapSecret } from '@postern/holder';
import { base64UrlToBytes, bytesToBase64Url, concatBytes } from '@postern/primitives';

/** Says which passkeys are the wallet's: ports of one machine share them. */
const HANDLE_PREFIX = 'postern-wallet-';
/** The same input for every wallet; the authenticator mixes in its own secret. */
const PRF_INPUT = new TextEncoder().encode('postern/wallet/prf/1');

type PasskeySecret = Extract<WrapSecret, { kind: 'passkey' }>;

/** Whether this device could keep a passkey that opens the wallet; whether it has PRF shows only on creation. */
export async function isPasskeyPossible(): Promise<boolean> {
  if (typeof PublicKeyCredential === 'undefined') return false;
  return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);
}

/**
 * Creates a passkey and evaluates its PRF (WebAuthn Level 3 §10.1.4).
 *
 * @returns undefined when the authenticator has no PRF: a passkey alone cannot keep a key secret
 */
export async function createPasskey(): Promise<PasskeySecret | undefined> {
  const handle = concatBytes(
    new TextEncoder().encode(HANDLE_PREFIX),
    crypto.getRandomValues(new Uint8Array(16)),
  ) as Uint8Array<ArrayBuffer>;
  const name = `Postern wallet, ${new Date().toLocaleDateString('en-GB')}`;
  const credential = (await navigator.credentials.create({
    publicKey: {
      rp: { name: 'Postern wallet' },
      user: { id: handle, name, displayName: name },
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      pubKeyCredParams: [
        { type: 'public-key', alg: -7 },
        { type: 'public-key', alg: -257 },
      ],
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
      extensions: { prf: { eval: { first: PRF_INPUT } } },
    },
  })) as PublicKeyCredential | null;
  if (credential === null) return undefined;
  const { prf } = credential.getClientExtensionResults();
  const credentialId = bytesToBase64Url(new Uint8Array(credential.rawId));
  if (prf?.results !== undefined) return toSecret(credentialId, prf.results.first);
  return prf?.enabled === true ? askPasskey([credentialId]) : undefined;
}

/** Asks for one of the wallet's passkeys and evaluates its PRF. */
export async function askPasskey(credentialIds: readonly string[]): Promise<PasskeySecret | undefined> {
  const credential = (await navigator.credentials.get({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      allowCredentials: credentialIds.map((id) => ({
        type: 'public-key',
        id: base64UrlToBytes(id) as Uint8Array<ArrayBuffer>,
      })),
      userVerification: 'required',
      extensions: { prf: { eval: { first: PRF_INPUT } } },
    },
  })) as PublicKeyCredential | null;
  const output = credential?.getClientExtensionResults().prf?.results?.first;
  return credential === null || output === undefined
    ? undefined
    : toSecret(bytesToBase64Url(new Uint8Array(credential.rawId)), output);
}

function toSecret(credentialId: string, output: BufferSource): PasskeySecret {
  const bytes = ArrayBuffer.isView(output)
    ? new Uint8Array(output.buffer, output.byteOffset, output.byteLength)
    : new Uint8Array(output);
  return { kind: 'passkey', credentialId, prfOutput: bytes };
}
