import { base64UrlToBytes, bytesToBase64Url, type Clock, PosternError } from '@postern/primitives';
import type { CreateSessionRequest, CreateSessionResponse, Session } from '@postern/protocol';

import type { VerifierClient } from './create-verifier-client.ts';

/** The browser that asks is not the one that the session was opened for, or took too long. */
export class BrowserSessionError extends PosternError<'ERR_SESSION_OTHER_BROWSER'> {}

export type BrowserSessionsOptions = {
  client: Pick<VerifierClient, 'createSession' | 'getSession'>;
  /** 32 random bytes, the same in every process of the site. */
  secret: Uint8Array;
  clock: Clock;
  /** Name of the cookie; must tell apps of one host apart. Without `insecure` the name begins with `__Host-`. */
  cookieName: string;
  /** For a site on http://localhost: cookies without `Secure`. */
  insecure?: boolean;
};

/** Sessions of the verifier, each bound to the browser that it was opened for (OpenID4VP 1.0 §14.2). */
export type BrowserSessions = {
  /** Opens a session; the answer to the browser carries `setCookie` as its `Set-Cookie` header. */
  open(request: CreateSessionRequest): Promise<{ opened: CreateSessionResponse; setCookie: string }>;
  /**
   * Reads the session of this browser. A response code that was caught on its way, or a session id that was read
   * elsewhere, is worth nothing in another browser.
   *
   * @param options.cookies the request's `Cookie` header
   * @param options.sessionId where the page names one: must be this browser's
   * @throws {BrowserSessionError} before anything is asked of the verifier
   * @throws {VerifierClientError} the verifier refuses: the response code is not of this session
   */
  read(options: {
    cookies: string | undefined;
    sessionId?: string;
    responseCode?: string;
    resultKey?: string;
  }): Promise<Session>;
};

/** How long after its end a session can still be read, seconds. */
const GRACE_SECONDS = 900;

/** Binds verifier sessions to browsers by an authenticated cookie that scripts cannot read. */
export function createBrowserSessions(options: BrowserSessionsOptions): BrowserSessions {
  const { client, clock, insecure = false } = options;
  const name = insecure ? options.cookieName : `__Host-${options.cookieName}`;
  const key = crypto.subtle.importKey(
    'raw',
    options.secret as Uint8Array<ArrayBuffer>,
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign', 'verify'],
  );
  const bytesOf = (sessionId: string, until: number) =>
    new TextEncoder().encode(JSON.stringify(['postern/browser-session/1', name, sessionId, until]));

  const readCookie = async (cookies: string): Promise<string | undefined> => {
    const values = cookies.split(/; */).filter((each) => each.startsWith(`${name}=`));
    // Two of one name: somebody else's page has planted one.
    if (values.length !== 1) return undefined;
    const [id = '', until = '', mac = ''] = values[0]!.slice(name.length + 1).split('.');
    try {
      const sessionId = new TextDecoder().decode(base64UrlToBytes(id));
      const isOurs = await crypto.subtle.verify(
        'HMAC',
        await key,
        base64UrlToBytes(mac) as Uint8Array<ArrayBuffer>,
        bytesOf(sessionId, Number(until)),
      );
      return isOurs && Number(until) > clock.now() ? sessionId : undefined;
    } catch {
      return undefined;
    }
  };

  return {
    open: async (request) => {
      const opened = await client.createSession(request);
      const until = opened.expiresAt + GRACE_SECONDS;
      const mac = await crypto.subtle.sign('HMAC', await key, bytesOf(opened.sessionId, until));
      const id = bytesToBase64Url(new TextEncoder().encode(opened.sessionId));
      const value = `${id}.${until}.${bytesToBase64Url(new Uint8Array(mac))}`;
      const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${until - clock.now()}`];
      if (!insecure) attributes.push('Secure');
      return { opened, setCookie: [`${name}=${value}`, ...attributes].join('; ') };
    },
    read: async ({ cookies = '', sessionId, ...codes }) => {
      const own = await readCookie(cookies);
      if (own === undefined || (sessionId !== undefined && sessionId !== own)) {
        throw new BrowserSessionError('ERR_SESSION_OTHER_BROWSER', 'The session was opened for another browser.');
      }
      return client.getSession({ sessionId: own, ...codes });
    },
  };
}
