import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';

import { type AgentContext, Kms } from '@credo-ts/core';

type EcJwk = Kms.KmsJwkPublicEc & { kid: string };
type Agreement = { keyId: string; externalPublicJwk: object; apu?: Uint8Array; apv?: Uint8Array };
type Cipher = { algorithm: string; iv?: Uint8Array; aad?: Uint8Array; tag?: Uint8Array };

const GCM: Readonly<Record<string, number>> = { A128GCM: 16, A256GCM: 32 };

/** P-256 keys of a Credo agent, by `node:crypto`: ES256, and ECDH-ES with AES-GCM for answers. */
export class MemoryKeys implements Kms.KeyManagementService {
  readonly backend = 'memory';
  private readonly keys = new Map<string, KeyObject>();

  isOperationSupported(_context: AgentContext, operation: Kms.KmsOperation): boolean {
    switch (operation.operation) {
      case 'createKey':
        return operation.type.kty === 'EC' && operation.type.crv === 'P-256';
      case 'sign':
      case 'verify':
        return operation.algorithm === 'ES256';
      case 'encrypt':
        return operation.encryption.algorithm in GCM && operation.keyAgreement?.algorithm === 'ECDH-ES';
      case 'decrypt':
        return operation.decryption.algorithm in GCM && operation.keyAgreement?.algorithm === 'ECDH-ES';
      case 'importKey':
        return operation.privateJwk.kty === 'EC' && operation.privateJwk.crv === 'P-256';
      default:
        return operation.operation === 'deleteKey' || operation.operation === 'randomBytes';
    }
  }

  async getPublicKey(_context: AgentContext, keyId: string): Promise<Kms.KmsJwkPublic | null> {
    const key = this.keys.get(keyId);
    return key === undefined ? null : describe(keyId, key);
  }

  async createKey<Type extends Kms.KmsCreateKeyType>(
    _context: AgentContext,
    options: Kms.KmsCreateKeyOptions<Type>,
  ): Promise<Kms.KmsCreateKeyReturn<Type>> {
    return this.keep(options.keyId, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey) as never;
  }

  async importKey<Jwk extends Kms.KmsJwkPrivate>(
    _context: AgentContext,
    { privateJwk }: Kms.KmsImportKeyOptions<Jwk>,
  ): Promise<Kms.KmsImportKeyReturn<Jwk>> {
    return this.keep(privateJwk.kid, createPrivateKey({ key: privateJwk as JsonWebKey, format: 'jwk' })) as never;
  }

  async deleteKey(_context: AgentContext, { keyId }: Kms.KmsDeleteKeyOptions): Promise<boolean> {
    return this.keys.delete(keyId);
  }

  async sign(_context: AgentContext, { keyId, data }: Kms.KmsSignOptions): Promise<Kms.KmsSignReturn> {
    const key = { key: this.require(keyId), dsaEncoding: 'ieee-p1363' } as const;
    return { signature: new Uint8Array(sign('sha256', data, key)) };
  }

  async verify(_context: AgentContext, { key, data, signature }: Kms.KmsVerifyOptions): Promise<Kms.KmsVerifyReturn> {
    const publicJwk = (key.publicJwk ?? describe(key.keyId, this.require(key.keyId))) as Kms.KmsJwkPublic;
    const publicKey = createPublicKey({ key: publicJwk as JsonWebKey, format: 'jwk' });
    const verified = verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
    return verified ? { verified, publicJwk } : { verified };
  }

  async encrypt(_context: AgentContext, options: Kms.KmsEncryptOptions): Promise<Kms.KmsEncryptReturn> {
    const { algorithm, aad, iv = randomBytes(12) } = options.encryption as Cipher;
    const secret = this.agree(options.key.keyAgreement as Agreement, algorithm);
    const cipher = createCipheriv(secret.cipher, secret.key, iv);
    if (aad !== undefined) cipher.setAAD(aad);
    const encrypted = Buffer.concat([cipher.update(options.data), cipher.final()]);
    return { encrypted: copy(encrypted), iv: copy(iv), tag: copy(cipher.getAuthTag()) };
  }

  async decrypt(_context: AgentContext, options: Kms.KmsDecryptOptions): Promise<Kms.KmsDecryptReturn> {
    const { algorithm, aad, iv, tag } = options.decryption as Required<Cipher>;
    const secret = this.agree(options.key.keyAgreement as Agreement, algorithm);
    const decipher = createDecipheriv(secret.cipher, secret.key, iv);
    if (aad !== undefined) decipher.setAAD(aad);
    decipher.setAuthTag(tag);
    return { data: copy(Buffer.concat([decipher.update(options.encrypted), decipher.final()])) };
  }

  randomBytes(_context: AgentContext, { length }: Kms.KmsRandomBytesOptions): Kms.KmsRandomBytesReturn {
    return copy(randomBytes(length));
  }

  private keep(keyId: string | undefined, key: KeyObject): { keyId: string; publicJwk: EcJwk } {
    const id = keyId ?? randomBytes(12).toString('base64url');
    this.keys.set(id, key);
    return { keyId: id, publicJwk: describe(id, key) };
  }

  private require(keyId: string): KeyObject {
    const key = this.keys.get(keyId);
    if (key === undefined) throw new Kms.KeyManagementKeyNotFoundError(keyId, [this.backend]);
    return key;
  }

  /** Content key of ECDH-ES (RFC 7518 §4.6.2). */
  private agree({ keyId, externalPublicJwk, apu, apv }: Agreement, algorithm: string) {
    const publicKey = createPublicKey({ key: externalPublicJwk as JsonWebKey, format: 'jwk' });
    const secret = diffieHellman({ privateKey: this.require(keyId), publicKey });
    const length = GCM[algorithm] ?? 0;
    const withLength = (bytes: Uint8Array) => [uint32(bytes.length), bytes];
    const info = [Buffer.from(algorithm), apu ?? new Uint8Array(), apv ?? new Uint8Array()].flatMap(withLength);
    const digest = createHash('sha256').update(Buffer.concat([uint32(1), secret, ...info, uint32(length * 8)]));
    return { key: digest.digest().subarray(0, length), cipher: `aes-${length * 8}-gcm` as 'aes-128-gcm' };
  }
}

function describe(kid: string, key: KeyObject): EcJwk {
  const { x = '', y = '' } = createPublicKey(key).export({ format: 'jwk' });
  return { kty: 'EC', crv: 'P-256', x, y, kid };
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
