/** What an HTTP endpoint answered; nothing is assumed about it. */
export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

/** Calls an endpoint with JSON in and out, as any client would. */
export async function askJson(
  url: string,
  options: { json?: unknown; headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer> {
  const { json, headers } = options;
  const response = await fetch(url, {
    method: json === undefined ? 'GET' : 'POST',
    headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : (JSON.parse(text) as never) };
}

/** {@link askJson} that must succeed. @throws Error with the answer */
export async function askWell(...parameters: Parameters<typeof askJson>): Promise<Record<string, unknown>> {
  const answer = await askJson(...parameters);
  if (answer.status >= 300) throw new Error(`${parameters[0]}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
