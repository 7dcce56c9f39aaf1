import { sha256 } from '@postern/credential';
import { bytesToBase64Url, bytesToHex, type Random } from '@postern/primitives';

/** An unguessable bearer value: 256 random bits, base64url. */
export function createToken(random: Random): string {
  return bytesToBase64Url(random.bytes(32));
}

/** An identifier of a row: 128 random bits, base64url. */
export function createId(random: Random): string {
  return bytesToBase64Url(random.bytes(16));
}

/** How bearer values are stored: SHA-256, base64url. Enough, because they hold 256 random bits. */
export async function hashToken(token: string): Promise<string> {
  return bytesToBase64Url(await sha256(token));
}

/** SHA-256 of text in hex without prefix. */
export async function sha256Hex(text: string): Promise<string> {
  return bytesToHex(await sha256(text)).slice(2);
}

/** Compares two texts of a secret without telling by time where they differ. */
export async function equalSecrets(left: string, right: string): Promise<boolean> {
  const [a, b] = await Promise.all([sha256(left), sha256(right)]);
  let difference = 0;
  for (let index = 0; index < a.length; index += 1) difference |= a[index]! ^ b[index]!;
  return difference === 0;
}
