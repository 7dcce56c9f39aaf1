import { expect, it } from 'vitest';
import { keepCookies } from './keep-cookies.ts';

it('sends a cookie back to its own origin only', async () => {
  const sent: (string | null)[] = [];
  const fetch = keepCookies(async (_input, init) => {
    sent.push(new Headers(init?.headers).get('cookie'));
    return new Response('', { headers: { 'set-cookie': 'a=1.b=; Path=/; HttpOnly' } });
  });
  for (const url of ['http://one.example/x', 'http://one.example/y', 'http://two.example/']) await fetch(url);
  expect(sent).toEqual([null, 'a=1.b=', null]);
});
