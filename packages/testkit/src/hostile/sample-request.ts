/** What a good request to a route looks like; mutations start from it. */
export type SampleRequest = {
  /** Values of the pattern's parameters. */
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  json?: unknown;
  form?: Readonly<Record<string, string>>;
};

export type RouteSample = {
  /** Made for each request, so that what can be used once is fresh. */
  request: () => SampleRequest | Promise<SampleRequest>;
  /** Form of a refusal; `problem` unless told. `page`: for a person's eyes, HTML beside it. */
  refusal?: 'problem' | 'oauth' | 'page';
  /** Status of the unchanged sample; below 400 unless told. */
  status?: number;
};

/** Bytes to send. */
export type RawRequest = {
  method: string;
  target: string;
  headers: Record<string, string>;
  body?: Buffer;
  /** Announces more than it sends and hangs up. */
  cut?: boolean;
};

/** Puts parameters into an Express pattern; a wildcard takes the value of its name. */
export function fillPattern(pattern: string, params: Readonly<Record<string, string>>): string {
  return pattern
    .replaceAll(/\{\*(\w+)\}/g, (_all, name: string) => params[name] ?? '')
    .replaceAll(/:(\w+)/g, (_all, name: string) => params[name] ?? 'missing');
}

export function toRawRequest(route: string, sample: SampleRequest): RawRequest {
  const [method = '', pattern = ''] = route.split(' ');
  const { params = {}, query = {}, headers = {}, json, form } = sample;
  const search = new URLSearchParams(query).toString();
  const target = `${fillPattern(pattern, params)}${search === '' ? '' : `?${search}`}`;
  if (form !== undefined) {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return {
      method,
      target,
      headers: { ...type, ...headers },
      body: Buffer.from(new URLSearchParams(form).toString()),
    };
  }
  if (json !== undefined) {
    const type = { 'content-type': 'application/json' };
    return { method, target, headers: { ...type, ...headers }, body: Buffer.from(JSON.stringify(json)) };
  }
  return { method, target, headers: { ...headers } };
}
