import { base64UrlToBytes, parseStrictJson } from '@postern/primitives';

import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { ChallengeRow } from '../rows.ts';
import { createToken, hashToken } from '../vault/hash-token.ts';

const CHALLENGE_LIFE_SECONDS = 300;

/** A fresh WebAuthn challenge, base64url; good once. */
export async function addChallenge(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; tenant: string; purpose: ChallengeRow['purpose']; staffId: string | null },
): Promise<string> {
  const { transaction, tenant, purpose, staffId } = options;
  const challenge = createToken(context.random);
  const now = context.clock.now();
  const challengeHash = await hashToken(challenge);
  const expiresAt = now + CHALLENGE_LIFE_SECONDS;
  await transaction.addChallenge({ challengeHash, tenant, purpose, staffId, expiresAt }, now);
  return challenge;
}

/** Takes the challenge that an answer claims to answer; null when it is not one of ours for this purpose. */
export async function takeChallenge(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; purpose: ChallengeRow['purpose']; response: unknown },
): Promise<(ChallengeRow & { challenge: string }) | null> {
  const challenge = readChallenge(options.response);
  if (challenge === undefined) return null;
  const row = await options.transaction.takeChallenge(await hashToken(challenge));
  if (row === null || row.purpose !== options.purpose || row.expiresAt < context.clock.now()) return null;
  return { ...row, challenge };
}

/** `challenge` of `clientDataJSON`: untrusted, only a key for the look-up; the library checks the rest. */
function readChallenge(response: unknown): string | undefined {
  try {
    const { clientDataJSON } = (response as { response: { clientDataJSON: string } }).response;
    const data = parseStrictJson(new TextDecoder().decode(base64UrlToBytes(clientDataJSON)));
    const challenge = (data as { challenge?: unknown } | null)?.challenge;
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined;
  }
}
