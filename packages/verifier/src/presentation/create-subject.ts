import { hashToken } from '../protocol/hash-token.ts';

/**
 * A person's pseudonym towards one protocol, out of the nullifier of a proof to a session. The nullifier stays here:
 * it depends on the client identifier, which protocols of one host share under `x509_san_dns`; the protocol's own
 * name goes into the hash, so that no two protocols see the same text. Whoever guesses has a random secret to guess.
 *
 * @returns SHA-256, base64url
 */
export function createSubject(options: { slug: string; nullifier: bigint }): Promise<string> {
  const { slug, nullifier } = options;
  return hashToken(JSON.stringify(['postern/subject/1', slug, nullifier.toString(10)]));
}
