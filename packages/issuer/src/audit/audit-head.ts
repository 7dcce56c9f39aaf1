import {
  type JsonObject,
  JwsError,
  parseCompactJws,
  type PublicJwk,
  sha256,
  signCompactJws,
  verifyParsedJws,
} from '@postern/credential';
import { bytesToHex, canonicalizeJson } from '@postern/primitives';
import { z } from 'zod';

import type { IssuerContext } from '../ports.ts';
import type { AuditKeyRow } from '../rows.ts';

/** `typ` of a signed head: no token of another kind passes for one. */
const HEAD_TYP = 'postern-audit-head+jwt';

/** What is signed: where the log of a bank stood. */
export const zAuditHead = z.strictObject({
  /** DID of the bank. */
  bank: z.string(),
  /** Of the last entry; 0 before the first. */
  sequence: z.int().min(0),
  /** How many entries there are. */
  count: z.int().min(0),
  /** Of the last entry; hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Unix seconds. */
  iat: z.int(),
});
export type AuditHead = z.infer<typeof zAuditHead>;

/** A key as a DID document lists it. */
export type AuditPublicKey = { id: string; publicJwk: PublicJwk };

export function signAuditHead(
  context: Pick<IssuerContext, 'signer'>,
  options: { head: AuditHead; key: AuditKeyRow },
): Promise<string> {
  const { head, key } = options;
  return signCompactJws({
    header: { typ: HEAD_TYP, kid: `${head.bank}#${key.keyName}` },
    payload: head as unknown as JsonObject,
    signer: context.signer.keySigner(key.kid),
  });
}

export type HeadFault = 'head_malformed' | 'head_key_unknown' | 'head_signature' | 'head_bank';

/** Reads a signed head by the bank's audit keys: the head, or what is wrong with it. */
export async function readAuditHead(options: {
  jws: string;
  bank: string;
  keys: readonly AuditPublicKey[];
}): Promise<{ head: AuditHead } | { fault: HeadFault }> {
  const { jws, bank, keys } = options;
  try {
    const parsed = parseCompactJws(jws);
    const key = keys.find(({ id }) => id === parsed.header.kid);
    if (key === undefined) return { fault: 'head_key_unknown' };
    const { payload } = await verifyParsedJws({ parsed, publicJwk: key.publicJwk, typ: HEAD_TYP });
    const head = zAuditHead.safeParse(payload);
    if (!head.success) return { fault: 'head_malformed' };
    return head.data.bank === bank ? { head: head.data } : { fault: 'head_bank' };
  } catch (error) {
    if (!(error instanceof JwsError)) throw error;
    return { fault: error.code === 'ERR_JWS_MALFORMED' ? 'head_malformed' : 'head_signature' };
  }
}

/**
 * What goes on chain of a head: SHA-256 over the text of the salt (64 hexadecimal digits), a point, and the canonical JSON
 * of bank, sequence, count and hash; `0x` and 64 digits. Without the salt nobody can try numbers, so the chain does not tell how much work a bank has.
 */
export async function hashAnchoredHead(options: {
  head: Pick<AuditHead, 'bank' | 'sequence' | 'count' | 'hash'>;
  /** 32 bytes in hex. */
  salt: string;
}): Promise<string> {
  const { bank, sequence, count, hash } = options.head;
  const text = canonicalizeJson({ bank, sequence, count, hash });
  return bytesToHex(await sha256(`${options.salt}.${text}`));
}
