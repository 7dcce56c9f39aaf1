/** A fetch that sends cookies back to where they came from, as one browser does. */
export function keepCookies(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  const kept = new Map<string, Map<string, string>>();
  return async (input, init) => {
    const { origin } = new URL(input instanceof Request ? input.url : input);
    const own = kept.get(origin) ?? new Map<string, string>();
    kept.set(origin, own);
    const headers = new Headers(init?.headers);
    if (own.size > 0) headers.set('cookie', [...own].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(input, { ...init, headers });
    for (const text of response.headers.getSetCookie()) {
      const [name = '', ...value] = text.split(';')[0]!.split('=');
      own.set(name, value.join('='));
    }
    return response;
  };
}
