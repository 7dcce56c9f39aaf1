import { beforeEach, describe, expect, it } from 'vitest';

import { createBrowserSessions } from './create-browser-sessions.ts';
import { VerifierClientError } from './verifier-client-error.ts';

const NOW = 1_800_000_000;
const SECRET = new Uint8Array(32).fill(7);
const ORIGIN = 'https://site.example';
const refused = expect.objectContaining({ code: 'ERR_SESSION_OTHER_BROWSER' });

let now = NOW;
let opened: number;
let asked: unknown[];
beforeEach(() => {
  now = NOW;
  opened = 0;
  asked = [];
});

/** A verifier whose session `s1` was answered, with a response code of its own, as were the others. */
const client = {
  createSession: async () => {
    opened += 1;
    return {
      sessionId: `session-${opened}`,
      walletUrl: `${ORIGIN}/w`,
      clientId: 'c',
      expiresAt: NOW + 600,
    };
  },
  getSession: async (options: { sessionId: string; responseCode?: string }) => {
    asked.push(options);
    if (options.responseCode !== `code of ${options.sessionId}`) {
      throw new VerifierClientError('ERR_VERIFIER_REFUSED', 'no');
    }
    return { sessionId: options.sessionId, state: 'verified', createdAt: NOW, expiresAt: NOW + 600 } as const;
  },
};
const create = (change: { secret?: Uint8Array; insecure?: boolean; cookieName?: string } = {}) =>
  createBrowserSessions({ client, secret: SECRET, clock: { now: () => now }, cookieName: 'vault', ...change });

/** A browser that opened a session; its cookie as it sends it back. */
async function openIn(sessions = create()): Promise<string> {
  const { setCookie } = await sessions.open({ policyId: `0x${'ab'.repeat(32)}` });
  return setCookie.split(';')[0]!;
}

describe('a session bound to its browser', () => {
  it('is read where it was opened, with the code of the way back', async () => {
    const cookies = `theme=dark; ${await openIn()}`;
    const session = await create().read({ cookies, responseCode: 'code of session-1' });
    expect(session.sessionId).toBe('session-1');
    await create().read({ cookies, sessionId: 'session-1', responseCode: 'code of session-1' });
  });

  it('is not read in another browser by a stolen code, and the verifier is not asked', async () => {
    await openIn();
    for (const cookies of [undefined, '', 'theme=dark']) {
      await expect(create().read({ cookies, responseCode: 'code of session-1' })).rejects.toEqual(refused);
    }
    expect(asked).toEqual([]);
  });

  it('is not read in another browser that opened one of its own', async () => {
    await openIn();
    const cookies = await openIn();
    const stolen = { cookies, responseCode: 'code of session-1' };
    await expect(create().read({ ...stolen, sessionId: 'session-1' })).rejects.toEqual(refused);
    await expect(create().read(stolen)).rejects.toMatchObject({ code: 'ERR_VERIFIER_REFUSED' });
    expect(asked).toEqual([{ sessionId: 'session-2', responseCode: 'code of session-1' }]);
  });

  it.each([
    ['changed', (cookie: string) => cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['of another session', (cookie: string) => cookie.replace(/=[^.]+/, '=c2Vzc2lvbi05')],
    ['prolonged', (cookie: string) => cookie.replace(/\.\d+\./, `.${NOW + 999_999}.`)],
    ['planted beside the own one', (cookie: string) => `${cookie}; ${cookie}`],
    ['no cookie of ours', (cookie: string) => `${cookie.split('=')[0]}=x`],
  ])('is not read by a cookie that is %s', async (_what, change) => {
    const cookies = change(await openIn());
    await expect(create().read({ cookies, responseCode: 'code of session-1' })).rejects.toEqual(refused);
  });

  it('is not read by a cookie of another secret, another app, or a past end', async () => {
    const cookies = await openIn();
    const read = { cookies, responseCode: 'code of session-1' };
    await expect(create({ secret: new Uint8Array(32) }).read(read)).rejects.toEqual(refused);
    await expect(create({ cookieName: 'other' }).read(read)).rejects.toEqual(refused);
    now = NOW + 600 + 900;
    await expect(create().read(read)).rejects.toEqual(refused);
  });

  it('lies in a cookie that scripts and other sites do not see', async () => {
    const { setCookie } = await create().open({ policyId: `0x${'ab'.repeat(32)}` });
    expect(setCookie).toMatch(/^__Host-vault=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=1500; Secure$/);
    const local = await create({ insecure: true }).open({ policyId: `0x${'ab'.repeat(32)}` });
    expect(local.setCookie).toMatch(/^vault=/);
    expect(local.setCookie).not.toContain('Secure');
  });
});
