import type { RouteSample } from './sample-request.ts';
import type { RawAnswer } from './send-raw-request.ts';

const CODE = /^ERR_[A-Z0-9_]+$/;

/** What is wrong with an answer to a hostile request; undefined where nothing is. */
export function judgeAnswer(
  answer: RawAnswer,
  options: { refusal: RouteSample['refusal']; method: string },
): string | undefined {
  const { refusal = 'problem', method } = options;
  const { status, text } = answer;
  if (status >= 500) return `${status} ${text.slice(0, 200)}`;
  if (status < 400 || method === 'HEAD') return undefined;
  const type = answer.headers['content-type'] ?? '';
  if (refusal === 'page' && type.startsWith('text/html')) return undefined;
  let body: Record<string, unknown>;
  try {
    body = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return `${status} is no JSON: ${type} ${text.slice(0, 100)}`;
  }
  if (typeof body.code !== 'string' || !CODE.test(body.code)) return `${status} has no code: ${text.slice(0, 200)}`;
  if (type.startsWith('application/problem+json')) {
    // Where no endpoint is (404, another method) there is no OAuth either.
    if (refusal === 'oauth' && status !== 404) return `${status} is a problem, not an OAuth error: ${body.code}`;
    return body.status === status ? undefined : `${status} says ${String(body.status)}`;
  }
  return refusal === 'oauth' && typeof body.error === 'string'
    ? undefined
    : `${status} is no problem document: ${type}`;
}
