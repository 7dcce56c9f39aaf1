import { base64UrlToBytes, bytesToBase64Url, concatBytes } from '@postern/primitives';

import type { IssuerContext } from '../ports.ts';
import { equalSecrets } from '../vault/hash-token.ts';

/** What a nonce is for: one of a kind is not good for the other. */
export type NonceKind = 'proof' | 'dpop';

const MAC_LENGTH = 22;
const BODY_LENGTH = 22;

/**
 * A nonce that every process of the service knows as ours without having stored it: expiry and 96 random bits under a
 * keyed digest. Nothing is written until one is used, so asking for many costs the database nothing.
 */
export async function createServerNonce(
  context: IssuerContext,
  options: { kind: NonceKind; tenant: string; lifeSeconds: number },
): Promise<string> {
  const { clock, random } = context;
  const expiry = new Uint8Array(4);
  new DataView(expiry.buffer).setUint32(0, clock.now() + options.lifeSeconds);
  const body = bytesToBase64Url(concatBytes(expiry, random.bytes(12)));
  return `${body}${await authenticate(context, { ...options, body })}`;
}

/** When a nonce of ours runs out, unix seconds; null for a stale, foreign or changed one. */
export async function readServerNonce(
  context: IssuerContext,
  options: { kind: NonceKind; tenant: string; nonce: string },
): Promise<number | null> {
  const { nonce } = options;
  if (!/^[A-Za-z0-9_-]{44}$/.test(nonce)) return null;
  const body = nonce.slice(0, BODY_LENGTH);
  const mac = await authenticate(context, { ...options, body });
  if (!(await equalSecrets(mac, nonce.slice(BODY_LENGTH)))) return null;
  const bytes = base64UrlToBytes(body);
  const expiresAt = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return expiresAt > context.clock.now() ? expiresAt : null;
}

async function authenticate(
  context: IssuerContext,
  options: { kind: NonceKind; tenant: string; body: string },
): Promise<string> {
  const { kind, tenant, body } = options;
  return (await context.vault.digest(`nonce/${kind}`, `${tenant}|${body}`)).slice(0, MAC_LENGTH);
}
