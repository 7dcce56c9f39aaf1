import http from 'node:http';

import { judgeAnswer } from './judge-answer.ts';
import { mutateRequest } from './mutate-request.ts';
import { type RawRequest, type RouteSample, toRawRequest } from './sample-request.ts';
import { createSeededChoice, type SeededChoice } from './seeded-choice.ts';
import { sendRawRequest } from './send-raw-request.ts';

export type HostileRun = {
  origin: string;
  /** `METHOD /pattern`. */
  route: string;
  sample: RouteSample;
  requests: number;
  seed: number;
  /** A later answer counts as none. */
  deadlineMs?: number;
};

/**
 * Sends a good request, then mutated ones, and judges each answer: none may be a server error, late, or a refusal in
 * another form than the route's.
 *
 * @returns what went wrong, each with the request that did it
 */
export async function sendHostileRequests(run: HostileRun): Promise<string[]> {
  const { origin, route, sample, requests, seed, deadlineMs = 20_000 } = run;
  const { refusal } = sample;
  const choice: SeededChoice = createSeededChoice(seed);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
  const findings: string[] = [];
  const send = async (request: RawRequest): Promise<number | undefined> => {
    const described = `${request.method} ${request.target.slice(0, 200)} ${JSON.stringify(request.headers).slice(0, 300)} ${String(request.body ?? '').slice(0, 300)}`;
    try {
      const answer = await sendRawRequest({ origin, request, agent, deadlineMs });
      if (answer === undefined) return undefined;
      const wrong = judgeAnswer(answer, { refusal, method: request.method });
      if (wrong !== undefined) findings.push(`${route}: ${wrong} ← ${described}`);
      return answer.status;
    } catch (error) {
      findings.push(`${route}: no answer (${String(error)}) ← ${described}`);
      return undefined;
    }
  };
  try {
    const status = await send(toRawRequest(route, await sample.request()));
    const good = sample.status === undefined ? status !== undefined && status < 400 : status === sample.status;
    if (!good) findings.push(`${route}: the sample itself is answered with ${status}`);
    for (let sent = 0; sent < requests; sent += 1) await send(mutateRequest(route, await sample.request(), choice));
  } finally {
    agent.destroy();
  }
  return findings;
}
