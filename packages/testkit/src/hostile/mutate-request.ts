import { HOSTILE_TEXTS, HOSTILE_VALUES } from './hostile-values.ts';
import { type RawRequest, type SampleRequest, toRawRequest } from './sample-request.ts';
import type { SeededChoice } from './seeded-choice.ts';

const PATH_TEXTS = [
  '%00',
  '%',
  '%E0%A4%A',
  '%ED%A0%80',
  '..',
  '%2e%2e%2f',
  'a%2Fb',
  '%20',
  '%F0%9F%98%80',
  '1'.repeat(30),
];
const TYPES = ['text/plain', 'application/json; charset=utf-16', 'application/jwt', 'multipart/form-data', 'x', '; ='];
const MORE_TYPES = ['application/x-www-form-urlencoded', 'application/json', 'application/cose', 'application/ld+json'];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const HEADERS = [
  ...['authorization', 'cookie', 'dpop', 'origin', 'accept', 'accept-language', 'if-none-match', 'content-encoding'],
  ...['x-request-id', 'x-postern-tenant', 'x-forwarded-for', 'idempotency-key', 'postern-response-code', 'expect'],
];
const MAX_NESTED = 6;

type Mutation = (sample: SampleRequest, choice: SeededChoice) => SampleRequest;

const hostileText = (choice: SeededChoice): string => choice.pick(HOSTILE_TEXTS);
const hostileValue = (choice: SeededChoice): unknown =>
  choice.below(2) === 0 ? hostileText(choice) : choice.pick(HOSTILE_VALUES);
/** What Node lets into a header: everything else cannot reach a service. */
const headerText = (text: string): string => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '').slice(0, 4000);

/** Changes one place of a JSON value: a leaf, a member taken away, added or doubled, or the whole. */
function spoil(value: unknown, choice: SeededChoice, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_NESTED || choice.below(5) === 0) {
    return hostileValue(choice);
  }
  if (Array.isArray(value)) {
    const index = choice.below(value.length + 1);
    if (choice.below(4) === 0) return [...(value as unknown[]), ...(value as unknown[])];
    return value.length === 0
      ? [hostileValue(choice)]
      : value.with(index % value.length, spoil(value[index % value.length], choice, depth + 1));
  }
  const members = Object.entries(value);
  if (members.length === 0 || choice.below(6) === 0) return { ...value, [hostileText(choice)]: hostileValue(choice) };
  const [name, member] = choice.pick(members);
  if (choice.below(5) === 0) return Object.fromEntries(members.filter(([other]) => other !== name));
  return { ...value, [name]: spoil(member, choice, depth + 1) };
}

/** The same for texts by name: path parameters, query, form. */
function spoilTexts(texts: Readonly<Record<string, string>>, choice: SeededChoice): Record<string, string> {
  const names = Object.keys(texts);
  if (names.length === 0 || choice.below(6) === 0) return { ...texts, [hostileText(choice)]: hostileText(choice) };
  const name = choice.pick(names);
  if (choice.below(5) === 0) return Object.fromEntries(Object.entries(texts).filter(([other]) => other !== name));
  return { ...texts, [name]: hostileText(choice) };
}

const inParams: Mutation = (sample, choice) => {
  const params = sample.params ?? {};
  const names = Object.keys(params);
  if (names.length === 0) return sample;
  const value =
    choice.below(2) === 0
      ? choice.pick(PATH_TEXTS)
      : encodeURIComponent(hostileText(choice).replaceAll(/\p{Surrogate}/gu, '?'));
  return { ...sample, params: { ...params, [choice.pick(names)]: value.slice(0, 4000) } };
};
const inQuery: Mutation = (sample, choice) => ({ ...sample, query: spoilTexts(sample.query ?? {}, choice) });
const inHeaders: Mutation = (sample, choice) => {
  const headers = sample.headers ?? {};
  const name = choice.pick([...Object.keys(headers), ...Object.keys(headers), ...HEADERS]);
  const without = Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name));
  // A client that says `Expect` waits for an answer before it sends; Node's own client does not.
  if (choice.below(4) === 0 || name === 'expect') return { ...sample, headers: without };
  return { ...sample, headers: { ...headers, [name]: headerText(hostileText(choice)) } };
};
const inBody: Mutation = (sample, choice) => {
  if (sample.form !== undefined) return { ...sample, form: spoilTexts(sample.form, choice) };
  return { ...sample, json: spoil(sample.json ?? {}, choice) };
};
const inType: Mutation = (sample, choice) => ({
  ...sample,
  headers: { ...sample.headers, 'content-type': choice.pick([...TYPES, ...MORE_TYPES]) },
});

/** Bytes that are no text, no JSON, doubled, cut, or too many. */
function breakBytes(body: Buffer, choice: SeededChoice): Buffer {
  const at = choice.below(body.length + 1);
  const noise = choice.pick(['\0', '\\', '"', '{', '}', ',', '&', '=', '%', '1e999', '\\ud800', '\\u0000', '\ufeff']);
  return choice.pick([
    () => body.subarray(0, at),
    () => Buffer.concat([body.subarray(0, at), Buffer.from(noise), body.subarray(at)]),
    () => Buffer.concat([body.subarray(0, at), Buffer.from([0xff, 0xc0, 0x80]), body.subarray(at)]),
    () => Buffer.concat([body, body]),
    () => Buffer.concat([Buffer.from('['.repeat(20_000)), body]),
    () => Buffer.alloc(0),
  ])();
}

/** A request that is wrong in one to three places. */
export function mutateRequest(route: string, sample: SampleRequest, choice: SeededChoice): RawRequest {
  let changed = sample;
  for (let count = 1 + choice.below(3); count > 0; count -= 1) {
    changed = choice.pick([inParams, inQuery, inHeaders, inHeaders, inBody, inBody, inBody, inType])(changed, choice);
  }
  const raw = toRawRequest(route, changed);
  if (choice.below(8) === 0) raw.body = breakBytes(raw.body ?? Buffer.from('{}'), choice);
  if (choice.below(200) === 0) raw.body = Buffer.alloc(400_000, 0x20);
  if (choice.below(60) === 0) raw.cut = true;
  if (choice.below(40) === 0) raw.method = choice.pick(METHODS);
  return raw;
}
