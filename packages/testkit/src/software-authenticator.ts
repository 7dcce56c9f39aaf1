import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** WebAuthn JSON as a browser would send it. */
export type WebAuthnAnswer = {
  id: string;
  rawId: string;
  type: 'public-key';
  authenticatorAttachment: 'platform';
  clientExtensionResults: Record<string, never>;
  response: Record<string, unknown>;
};

/**
 * A passkey in software: one P-256 key, attestation `none`, user presence and verification always given. For tests and
 * command-line walks; it shows what a browser would send, byte for byte.
 */
export type SoftwareAuthenticator = {
  credentialId: string;
  /** Answers creation options (`navigator.credentials.create`). */
  register(options: { challenge: string; rpId: string; origin: string }): WebAuthnAnswer;
  /** Answers request options (`navigator.credentials.get`). */
  assert(options: { challenge: string; rpId: string; origin: string }): WebAuthnAnswer;
  /** What it counts on from: a passkey that was synced to another device may go back. */
  countFrom(value: number): void;
};

const FLAG_USER_PRESENT = 0x01;
const FLAG_USER_VERIFIED = 0x04;
const FLAG_ATTESTED = 0x40;

export function createSoftwareAuthenticator(): SoftwareAuthenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  const credentialId = id.toString('base64url');
  let counter = 0;

  const envelope = (response: Record<string, unknown>): WebAuthnAnswer => ({
    id: credentialId,
    rawId: credentialId,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
    response,
  });
  const authenticatorData = (rpId: string, flags: number, attested: Buffer = Buffer.alloc(0)): Buffer => {
    counter += 1;
    const tail = Buffer.alloc(5);
    tail.writeUInt8(flags, 0);
    tail.writeUInt32BE(counter, 1);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), tail, attested]);
  };

  return {
    credentialId,
    countFrom: (value) => {
      counter = value;
    },
    register: ({ challenge, rpId, origin }) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const attested = Buffer.concat([Buffer.alloc(16), length, id, encodeCoseKey(publicKey)]);
      const flags = FLAG_USER_PRESENT | FLAG_USER_VERIFIED | FLAG_ATTESTED;
      const authData = authenticatorData(rpId, flags, attested);
      return envelope({
        clientDataJSON: encodeClientData('webauthn.create', challenge, origin).toString('base64url'),
        attestationObject: encodeAttestation(authData).toString('base64url'),
        transports: ['internal'],
      });
    },
    assert: ({ challenge, rpId, origin }) => {
      const clientData = encodeClientData('webauthn.get', challenge, origin);
      const authData = authenticatorData(rpId, FLAG_USER_PRESENT | FLAG_USER_VERIFIED);
      const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()]);
      return envelope({
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
      });
    },
  };
}

function encodeClientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** COSE key (RFC 9053): kty EC2, alg ES256, crv P-256, x, y, as a CBOR map. */
function encodeCoseKey(publicKey: KeyObject): Buffer {
  const { x, y } = publicKey.export({ format: 'jwk' });
  const coordinate = (text: string | undefined) =>
    Buffer.concat([Buffer.from([0x58, 0x20]), Buffer.from(text ?? '', 'base64url')]);
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    coordinate(x),
    Buffer.from([0x22]),
    coordinate(y),
  ]);
}

/** CBOR of `{fmt: "none", attStmt: {}, authData}`. */
function encodeAttestation(authData: Buffer): Buffer {
  const text = (value: string) => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(authData.length);
  return Buffer.concat([
    Buffer.from([0xa3]),
    text('fmt'),
    text('none'),
    text('attStmt'),
    Buffer.from([0xa0]),
    text('authData'),
    Buffer.from([0x59]),
    length,
    authData,
  ]);
}
