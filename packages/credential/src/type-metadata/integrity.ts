/** Digests of W3C Subresource Integrity, the weakest first. */
const DIGESTS = ['SHA-256', 'SHA-384', 'SHA-512'] as const;

/** Integrity metadata of a text in UTF-8: `sha256-` and base64 with padding (draft-ietf-oauth-sd-jwt-vc §7). */
export async function computeIntegrity(text: string, digest: (typeof DIGESTS)[number] = 'SHA-256'): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest(digest, new TextEncoder().encode(text)));
  return `${digest.replace('-', '').toLowerCase()}-${btoa(String.fromCharCode(...bytes))}`;
}

/**
 * Whether a text is what integrity metadata promises: of several digests the strongest kind counts, and one of its kind
 * must match (W3C Subresource Integrity §3.3). Metadata without a digest that we know promises nothing that holds.
 */
export async function hasIntegrity(text: string, integrity: string): Promise<boolean> {
  const promised = integrity.split(/\s+/).map((part) => part.split('?')[0]);
  for (const digest of DIGESTS.toReversed()) {
    const prefix = `${digest.replace('-', '').toLowerCase()}-`;
    const ofKind = promised.filter((part) => part?.startsWith(prefix) === true);
    if (ofKind.length > 0) return ofKind.includes(await computeIntegrity(text, digest));
  }
  return false;
}
