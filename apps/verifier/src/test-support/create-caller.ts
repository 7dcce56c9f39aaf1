import type { VerifierWorld } from './start-verifier-world.ts';

export type Answer = { status: number; body: Record<string, unknown>; headers: Headers };

/** Calls a running service as a protocol would: with its API key, unless another or none is given. */
export function createCaller(world: () => VerifierWorld) {
  const call = async (
    path: string,
    init: RequestInit = {},
    apiKey: string | null = world().apiKeys.vault,
  ): Promise<Answer> => {
    const headers = new Headers(init.headers);
    if (apiKey !== null) headers.set('authorization', `Bearer ${apiKey}`);
    const response = await fetch(new URL(path, world().origin), { ...init, headers });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, body: isJson ? JSON.parse(text) : { text }, headers: response.headers };
  };
  const postJson = (path: string, body: unknown, apiKey: string | null = world().apiKeys.vault): Promise<Answer> => {
    const headers = { 'content-type': 'application/json' };
    return call(path, { method: 'POST', body: JSON.stringify(body), headers }, apiKey);
  };
  return { call, postJson };
}
