import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSecrets, type Secrets } from '../start/load-secrets.ts';
import { deriveMetricsToken } from '../start/services/service-plan.ts';
import { runJobs } from './run-jobs.ts';

const queue = { name: 'sweep-sessions', waiting: 1, active: 0, overdueSeconds: null, sinceDoneSeconds: 3.2 };
const letter = { job: 'sweep-sessions', key: '', at: '2026-11-30T14:02:00.000Z', code: 'ERR_TEST', settled: false };
const well = { queues: [queue], deadLetters: { open: 0, newest: [{ ...letter, settled: true }] } };
const failing = { queues: [queue], deadLetters: { open: 1, newest: [letter] } };

describe('postern jobs', () => {
  let data: string;
  let secrets: Secrets;
  beforeAll(async () => {
    data = await mkdtemp(path.join(os.tmpdir(), 'postern-jobs-'));
    const random = { bytes: (length: number) => randomBytes(length) };
    secrets = await loadSecrets({ file: path.join(data, 'secrets.json'), random });
  });
  afterAll(() => rm(data, { recursive: true, force: true }));

  const run = async (
    answers: Record<string, unknown>,
    options: { url?: string; data?: string; token?: string } = { data },
  ): Promise<{ code: number; text: string; tokens: Set<string | null> }> => {
    const lines: string[] = [];
    const tokens = new Set<string | null>();
    const fetch = (async (input: URL, init: RequestInit) => {
      tokens.add(new Headers(init.headers).get('authorization'));
      const answer = answers[input.href];
      if (answer === undefined) throw new TypeError('refused');
      return answer instanceof Response ? answer : Response.json(answer);
    }) as typeof globalThis.fetch;
    const code = await runJobs({ token: '', ...options, fetch, print: (line) => void lines.push(line) });
    return { code, text: lines.join('\n'), tokens };
  };
  const stack = (issuer: unknown, verifier: unknown) => ({
    'http://localhost:4101/jobs': issuer,
    'http://localhost:4104/jobs': verifier,
  });

  it('asks issuer and verifier of the stack with the token of its folder', async () => {
    const { code, text, tokens } = await run(stack(well, well));
    expect(code).toBe(0);
    expect(tokens).toEqual(new Set([`Bearer ${deriveMetricsToken(secrets)}`]));
    expect(text).not.toContain(deriveMetricsToken(secrets));
  });

  it('names what failed for good, and fails while it has not ended well since', async () => {
    const { code, text } = await run(stack(well, failing));
    expect(code).toBe(1);
    expect(text).toMatch(/4104[^]*sweep-sessions.*ERR_TEST/);
  });

  it('asks one service anywhere with the token of the environment, and not without', async () => {
    const url = 'https://verifier.example';
    const { code, tokens } = await run({ [`${url}/jobs`]: failing }, { url, token: 'secret' });
    expect([code, [...tokens]]).toEqual([1, ['Bearer secret']]);
    expect((await run({}, { url })).text).toContain('ERR_JOBS_COMMAND_NO_TOKEN');
  });

  it('takes no silence and no refusal for a good report', async () => {
    expect(await run({})).toMatchObject({ code: 1, text: expect.stringContaining('ERR_JOBS_COMMAND_NOT_RUNNING') });
    const refused = stack(Response.json({ code: 'ERR_NOT_FOUND' }, { status: 404 }), well);
    expect(await run(refused)).toMatchObject({ code: 1, text: expect.stringContaining('ERR_JOBS_COMMAND_REFUSED') });
    const nothing = await run(stack(well, well), { data: path.join(data, 'nothing') });
    expect(nothing.text).toContain('ERR_JOBS_COMMAND_NO_DATA');
  });
});
