import http from 'node:http';

import type { RawRequest } from './sample-request.ts';

export type RawAnswer = { status: number; headers: http.IncomingHttpHeaders; text: string };

/**
 * Sends bytes as they are, over kept connections.
 *
 * @returns undefined where the request was cut, so that nobody waits for an answer
 * @throws {Error} no whole answer within the deadline
 */
export function sendRawRequest(options: {
  origin: string;
  request: RawRequest;
  agent: http.Agent;
  deadlineMs: number;
}): Promise<RawAnswer | undefined> {
  const { origin, request, agent, deadlineMs } = options;
  const { method, target, headers, body = Buffer.alloc(0), cut = false } = request;
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const outgoing = http.request({
      hostname,
      port,
      method,
      path: target,
      headers,
      agent,
      signal: AbortSignal.timeout(deadlineMs),
    });
    if (body.length > 0 || cut) outgoing.setHeader('content-length', body.length + (cut ? 10 : 0));
    outgoing.once('error', (error) => (cut ? resolve(undefined) : reject(error)));
    outgoing.once('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() }),
      );
    });
    if (cut) outgoing.write(body.length === 0 ? ' ' : body, () => setTimeout(() => outgoing.destroy(), 5));
    else outgoing.end(body);
  });
}
