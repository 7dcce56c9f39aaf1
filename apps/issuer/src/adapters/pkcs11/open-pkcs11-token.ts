import { type Attribute, CK, type Handle, loadPkcs11, Pkcs11Error } from './pkcs11-module.ts';

/** DER of the object identifier of P-256 (RFC 5480 §2.1.1.1). */
const P256_PARAMETERS = Buffer.from('06082a8648ce3d030107', 'hex');
/** DER header of an octet string of 65 bytes, in which tokens wrap the point. */
const POINT_HEADER = Buffer.from('0441', 'hex');
const POINT_BYTES = 65;
const IV_BYTES = 12;
const TAG_BITS = 128;

/** What the issuer asks of a hardware token. Private keys never leave it. */
export type Pkcs11Token = {
  /** Makes a P-256 key pair under the id. @returns the public point, 65 bytes, uncompressed */
  createP256Key(id: string): Uint8Array;
  /** Ids of the P-256 keys on the token. */
  listP256Keys(): { id: string; point: Uint8Array }[];
  /** ECDSA over a digest of 32 bytes. @returns 64 bytes r‖s */
  signDigest(options: { id: string; digest: Uint8Array }): Uint8Array;
  deleteKey(id: string): boolean;
  /** AES-256-GCM under the token's wrapping key, which is made at first use. @returns nonce ‖ ciphertext ‖ tag */
  encrypt(options: { label: string; context: string; plaintext: Uint8Array; nonce: Uint8Array }): Uint8Array;
  decrypt(options: { label: string; context: string; sealed: Uint8Array }): Uint8Array;
  close(): void;
};

/**
 * Opens a token by its label and signs in.
 *
 * @throws {Pkcs11Error} module not there, no such token, or the PIN is wrong
 */
export async function openPkcs11Token(options: {
  library: string;
  tokenLabel: string;
  pin: string;
}): Promise<Pkcs11Token> {
  const { pkcs11, gcmParameters } = await loadPkcs11(options);
  const slot = pkcs11
    .C_GetSlotList(true)
    .find((candidate) => pkcs11.C_GetTokenInfo(candidate).label.trim() === options.tokenLabel);
  if (slot === undefined) {
    pkcs11.C_Finalize();
    throw new Pkcs11Error('ERR_PKCS11_TOKEN_NOT_FOUND', 'The hardware module has no token of this label.');
  }
  const session = pkcs11.C_OpenSession(slot, CK.CKF_SERIAL_SESSION | CK.CKF_RW_SESSION);
  try {
    pkcs11.C_Login(session, CK.CKU_USER, options.pin);
  } catch (cause) {
    pkcs11.C_Finalize();
    throw new Pkcs11Error('ERR_PKCS11_LOGIN', 'The token refuses the PIN.', { cause });
  }

  const find = (template: Attribute[]): Handle[] => {
    pkcs11.C_FindObjectsInit(session, template);
    try {
      return pkcs11.C_FindObjects(session, 1000);
    } finally {
      pkcs11.C_FindObjectsFinal(session);
    }
  };
  const findKeys = (keyClass: number, id?: string): Handle[] =>
    find([
      { type: CK.CKA_CLASS, value: keyClass },
      { type: CK.CKA_KEY_TYPE, value: CK.CKK_EC },
      ...(id === undefined ? [] : [{ type: CK.CKA_ID, value: Buffer.from(id) }]),
    ]);
  const readPublicKey = (key: Handle): { id: string; point: Uint8Array } => {
    const read = (type: number): Buffer => {
      const [attribute] = pkcs11.C_GetAttributeValue(session, key, [{ type }]);
      return attribute?.value ?? Buffer.alloc(0);
    };
    const point = read(CK.CKA_EC_POINT);
    const wrapped = point.subarray(0, 2).equals(POINT_HEADER) && point.length === POINT_BYTES + 2;
    return { id: read(CK.CKA_ID).toString(), point: Uint8Array.from(wrapped ? point.subarray(2) : point) };
  };
  const wrappingKeys = new Map<string, Handle>();
  const wrappingKey = (label: string, { make }: { make: boolean }): Handle => {
    const template = [
      { type: CK.CKA_CLASS, value: CK.CKO_SECRET_KEY },
      { type: CK.CKA_KEY_TYPE, value: CK.CKK_AES },
      { type: CK.CKA_LABEL, value: label },
    ];
    const found = wrappingKeys.get(label) ?? find(template)[0];
    if (found === undefined && !make) {
      throw new Pkcs11Error('ERR_PKCS11_KEY_NOT_FOUND', 'The token holds no such wrapping key.');
    }
    const key =
      found ??
      pkcs11.C_GenerateKey(session, { mechanism: CK.CKM_AES_KEY_GEN }, [
        ...template,
        { type: CK.CKA_VALUE_LEN, value: 32 },
        ...PRIVATE_ON_TOKEN,
        { type: CK.CKA_ENCRYPT, value: true },
        { type: CK.CKA_DECRYPT, value: true },
      ]);
    wrappingKeys.set(label, key);
    return key;
  };
  const gcm = (context: string, iv: Buffer) => ({
    mechanism: CK.CKM_AES_GCM,
    parameter: { type: gcmParameters, iv, aad: Buffer.from(context), ivBits: iv.length * 8, tagBits: TAG_BITS },
  });

  return {
    createP256Key: (id) => {
      const { publicKey } = pkcs11.C_GenerateKeyPair(
        session,
        { mechanism: CK.CKM_EC_KEY_PAIR_GEN },
        [
          { type: CK.CKA_TOKEN, value: true },
          { type: CK.CKA_ID, value: Buffer.from(id) },
          { type: CK.CKA_EC_PARAMS, value: P256_PARAMETERS },
          { type: CK.CKA_VERIFY, value: true },
        ],
        [...PRIVATE_ON_TOKEN, { type: CK.CKA_ID, value: Buffer.from(id) }, { type: CK.CKA_SIGN, value: true }],
      );
      return readPublicKey(publicKey).point;
    },
    listP256Keys: () => findKeys(CK.CKO_PUBLIC_KEY).map(readPublicKey),
    signDigest: ({ id, digest }) => {
      const [key] = findKeys(CK.CKO_PRIVATE_KEY, id);
      if (key === undefined) throw new Pkcs11Error('ERR_PKCS11_KEY_NOT_FOUND', 'The token holds no such key.');
      pkcs11.C_SignInit(session, { mechanism: CK.CKM_ECDSA }, key);
      return Uint8Array.from(pkcs11.C_Sign(session, Buffer.from(digest), Buffer.alloc(64)));
    },
    deleteKey: (id) => {
      const keys = [...findKeys(CK.CKO_PRIVATE_KEY, id), ...findKeys(CK.CKO_PUBLIC_KEY, id)];
      for (const key of keys) pkcs11.C_DestroyObject(session, key);
      return keys.length > 0;
    },
    encrypt: ({ label, context, plaintext, nonce }) => {
      const iv = Buffer.from(nonce);
      pkcs11.C_EncryptInit(session, gcm(context, iv), wrappingKey(label, { make: true }));
      const output = Buffer.alloc(plaintext.length + TAG_BITS / 8);
      return Uint8Array.from(Buffer.concat([iv, pkcs11.C_Encrypt(session, Buffer.from(plaintext), output)]));
    },
    decrypt: ({ label, context, sealed }) => {
      const iv = Buffer.from(sealed.subarray(0, IV_BYTES));
      const key = wrappingKey(label, { make: false });
      try {
        pkcs11.C_DecryptInit(session, gcm(context, iv), key);
        const output = Buffer.alloc(sealed.length);
        return Uint8Array.from(pkcs11.C_Decrypt(session, Buffer.from(sealed.subarray(IV_BYTES)), output));
      } catch (cause) {
        throw new Pkcs11Error('ERR_PKCS11_SEALED_DATA', 'The sealed data does not open on this token.', { cause });
      }
    },
    close: () => {
      pkcs11.C_CloseSession(session);
      pkcs11.C_Finalize();
    },
  };
}

/** On the token for ever, readable by nobody. */
const PRIVATE_ON_TOKEN: Attribute[] = [
  { type: CK.CKA_TOKEN, value: true },
  { type: CK.CKA_PRIVATE, value: true },
  { type: CK.CKA_SENSITIVE, value: true },
  { type: CK.CKA_EXTRACTABLE, value: false },
];
