import { PosternError } from '@postern/primitives';

export class Pkcs11Error extends PosternError<
  | 'ERR_PKCS11_UNAVAILABLE'
  | 'ERR_PKCS11_TOKEN_NOT_FOUND'
  | 'ERR_PKCS11_LOGIN'
  | 'ERR_PKCS11_KEY_NOT_FOUND'
  | 'ERR_PKCS11_KEY_TYPE'
  | 'ERR_PKCS11_SEALED_DATA'
> {}

export type Handle = Buffer;
export type Attribute = { type: number; value?: number | boolean | string | Buffer };

/** The calls of PKCS#11 v2.40 that we make, as the `pkcs11js` package names them. */
export type Pkcs11 = {
  load(path: string): void;
  C_Initialize(): void;
  C_Finalize(): void;
  C_GetSlotList(tokenPresent: boolean): Handle[];
  C_GetTokenInfo(slot: Handle): { label: string };
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseSession(session: Handle): void;
  C_Login(session: Handle, userType: number, pin: string): void;
  C_FindObjectsInit(session: Handle, template: Attribute[]): void;
  C_FindObjects(session: Handle, maxObjectCount: number): Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(session: Handle, object: Handle, template: Attribute[]): { type: number; value: Buffer }[];
  C_GenerateKeyPair(
    session: Handle,
    mechanism: { mechanism: number },
    publicTemplate: Attribute[],
    privateTemplate: Attribute[],
  ): { publicKey: Handle; privateKey: Handle };
  C_GenerateKey(session: Handle, mechanism: { mechanism: number }, template: Attribute[]): Handle;
  C_DestroyObject(session: Handle, object: Handle): void;
  C_SignInit(session: Handle, mechanism: { mechanism: number }, key: Handle): void;
  C_Sign(session: Handle, data: Buffer, output: Buffer): Buffer;
  C_EncryptInit(session: Handle, mechanism: { mechanism: number; parameter: GcmParameters }, key: Handle): void;
  C_Encrypt(session: Handle, data: Buffer, output: Buffer): Buffer;
  C_DecryptInit(session: Handle, mechanism: { mechanism: number; parameter: GcmParameters }, key: Handle): void;
  C_Decrypt(session: Handle, data: Buffer, output: Buffer): Buffer;
};

export type GcmParameters = { type: number; iv: Buffer; aad: Buffer; ivBits: number; tagBits: number };

/** PKCS#11 v2.40 constants (OASIS, `pkcs11t.h`). */
export const CK = {
  CKF_RW_SESSION: 0x2,
  CKF_SERIAL_SESSION: 0x4,
  CKU_USER: 1,
  CKO_PUBLIC_KEY: 2,
  CKO_PRIVATE_KEY: 3,
  CKO_SECRET_KEY: 4,
  CKK_EC: 3,
  CKK_AES: 0x1f,
  CKA_CLASS: 0,
  CKA_TOKEN: 1,
  CKA_PRIVATE: 2,
  CKA_LABEL: 3,
  CKA_KEY_TYPE: 0x100,
  CKA_ID: 0x102,
  CKA_SENSITIVE: 0x103,
  CKA_ENCRYPT: 0x104,
  CKA_DECRYPT: 0x105,
  CKA_SIGN: 0x108,
  CKA_VERIFY: 0x10a,
  CKA_VALUE_LEN: 0x161,
  CKA_EXTRACTABLE: 0x162,
  CKA_EC_PARAMS: 0x180,
  CKA_EC_POINT: 0x181,
  CKM_EC_KEY_PAIR_GEN: 0x1040,
  CKM_ECDSA: 0x1041,
  CKM_AES_KEY_GEN: 0x1080,
  CKM_AES_GCM: 0x1087,
} as const;

// Not a dependency: it compiles a native part, and only banks with a hardware module need it.
const PACKAGE = 'pkcs11js';

/**
 * Loads the optional `pkcs11js` package and the vendor's library through it.
 *
 * @param options.library path of the PKCS#11 library, e.g. `/usr/lib/softhsm/libsofthsm2.so`
 * @throws {Pkcs11Error} `ERR_PKCS11_UNAVAILABLE` the package is not installed or the library does not load
 */
export async function loadPkcs11(options: { library: string }): Promise<{ pkcs11: Pkcs11; gcmParameters: number }> {
  try {
    const loaded = (await import(PACKAGE)) as { default?: Record<string, unknown> } & Record<string, unknown>;
    const { PKCS11, CK_PARAMS_AES_GCM_v240: gcmParameters } = (loaded.default ?? loaded) as {
      PKCS11: new () => Pkcs11;
      CK_PARAMS_AES_GCM_v240: number;
    };
    const pkcs11 = new PKCS11();
    pkcs11.load(options.library);
    pkcs11.C_Initialize();
    return { pkcs11, gcmParameters };
  } catch (cause) {
    throw new Pkcs11Error(
      'ERR_PKCS11_UNAVAILABLE',
      'The hardware module cannot be loaded: is the package pkcs11js installed, and is the path of the library right?',
      { cause },
    );
  }
}
