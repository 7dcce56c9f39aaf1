import { expect, it } from 'vitest';

import type { HttpRequest } from '../ports.ts';
import type { VerifiedRequest } from './fetch-presentation-request.ts';
import { postAnswer } from './post-answer.ts';

const REQUEST = { responseUri: 'https://site.example/r', state: 's' } as VerifiedRequest;

const answerWith = (status: number, body: object) => {
  const sent: HttpRequest[] = [];
  const http = async (request: HttpRequest) => {
    sent.push(request);
    return { status, body: new TextEncoder().encode(JSON.stringify(body)) };
  };
  return { sent, posted: postAnswer({ http, request: REQUEST, answer: { vp_token: {} } }) };
};
const problem = (status: number, code: string) => ({ type: 'about:blank', title: 'No', status, code });

it('posts an answer once and tells where the person goes on', async () => {
  const { sent, posted } = answerWith(200, { redirect_uri: 'https://site.example/done' });
  expect(await posted).toBe('https://site.example/done');
  expect(sent.map(({ url, body }) => [url, body])).toEqual([['https://site.example/r', 'vp_token=%7B%7D&state=s']]);
});

it.each([400, 403, 409])('an answer that is refused with %i is refused', async (status) => {
  await expect(answerWith(status, problem(status, 'ERR_SESSION_CLOSED')).posted).rejects.toMatchObject({
    code: 'ERR_ANSWER_REFUSED',
    details: { status, code: 'ERR_SESSION_CLOSED' },
  });
});

it.each([429, 500, 503])(
  'an answer that a site cannot check (%i) is not refused: it may come again',
  async (status) => {
    await expect(answerWith(status, problem(status, 'ERR_VERIFIER_BUSY')).posted).rejects.toMatchObject({
      code: 'ERR_ANSWER_UNDECIDED',
      details: { status, code: 'ERR_VERIFIER_BUSY' },
    });
  },
);
