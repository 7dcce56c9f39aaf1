import { HolderError } from '../error.ts';

/**
 * Lets through what a wallet may call: https anywhere, http on this machine only.
 *
 * @throws {HolderError} ERR_URL_NOT_ALLOWED
 */
export function assertUrlAllowed(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isLoopback = parsed !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname);
  const isAllowed = parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isLoopback);
  if (parsed === undefined || !isAllowed || parsed.username !== '' || parsed.password !== '') {
    throw new HolderError('ERR_URL_NOT_ALLOWED', 'Only https addresses are called.');
  }
  return parsed;
}

/** Whether development rules apply to this origin: did:web over http is for the own machine only. */
export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}
