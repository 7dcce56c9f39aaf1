import type { Request, Response } from 'express';

/** Named after the app: cookies do not tell ports apart. */
const NAME = 'postern_portal_session';

/** The session cookie's value, if exactly one was sent. */
export function readSessionCookie(request: Request): string | undefined {
  const values = (request.get('cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${NAME}=`))
    .map((pair) => pair.slice(NAME.length + 1));
  return values.length === 1 && /^[A-Za-z0-9_-]{43}$/.test(values[0] ?? '') ? values[0] : undefined;
}

/** Sets the cookie for the portal's origin; `Secure` wherever that origin is https. */
export function setSessionCookie(
  response: Response,
  options: { token: string; portalUrl: string; maxAgeSeconds: number },
): void {
  response.cookie(NAME, options.token, { ...attributes(options.portalUrl), maxAge: options.maxAgeSeconds * 1000 });
}

export function clearSessionCookie(response: Response, options: { portalUrl: string }): void {
  response.clearCookie(NAME, attributes(options.portalUrl));
}

function attributes(portalUrl: string) {
  return { httpOnly: true, sameSite: 'strict', path: '/', secure: portalUrl.startsWith('https:') } as const;
}
