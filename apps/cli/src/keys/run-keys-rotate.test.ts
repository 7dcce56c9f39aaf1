import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadSecrets, type Secrets } from '../start/load-secrets.ts';
import { runKeysRotate } from './run-keys-rotate.ts';

const PORT_BASE = 18_790;

describe('postern keys rotate', () => {
  const printed: string[] = [];
  let data: string;
  let secrets: Secrets;
  let issuer: Server | undefined;
  let asked: { method: string; url: string; token: string }[] = [];

  beforeAll(async () => {
    data = await mkdtemp(path.join(os.tmpdir(), 'postern-keys-'));
    secrets = await loadSecrets({
      file: path.join(data, 'secrets.json'),
      random: { bytes: (length) => randomBytes(length) },
    });
  });
  afterEach(async () => {
    printed.splice(0);
    asked = [];
    await new Promise((resolve) => (issuer === undefined ? resolve(null) : issuer.close(resolve)));
    issuer = undefined;
  });
  afterAll(() => rm(data, { recursive: true, force: true }));

  const answer = async (status: number, json: object): Promise<void> => {
    issuer = createServer((request, response) => {
      const token = String(request.headers['x-postern-launcher']);
      asked.push({ method: request.method ?? '', url: request.url ?? '', token });
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(json));
    });
    await new Promise<void>((resolve) => issuer?.listen(PORT_BASE + 1, 'localhost', resolve));
  };
  const rotate = (options: { data?: string } = {}): Promise<number> =>
    runKeysRotate({
      tenant: 'demo-bank',
      data,
      portBase: String(PORT_BASE),
      fetch,
      print: (line) => void printed.push(line),
      ...options,
    });

  it('asks the issuer of the stack once, with the token of its folder, and says which key signs now', async () => {
    await answer(200, { retired: 'key-1', current: 'key-2' });
    expect(await rotate()).toBe(0);
    expect(asked).toEqual([
      { method: 'POST', url: '/internal/keys/rotation?tenant=demo-bank', token: secrets.launcherToken },
    ]);
    expect(printed.join('\n')).toMatch(/key-2[^]*key-1/);
    expect(printed.join('\n')).not.toContain(secrets.launcherToken);
  });

  it('hands the refusal on: a bank that is not there, or another folder’s token', async () => {
    await answer(404, { type: 'about:blank', title: 'No such bank', status: 404, code: 'ERR_TENANT_UNKNOWN' });
    expect(await rotate()).toBe(1);
    expect(printed.join('\n')).toMatch(/ERR_KEYS_COMMAND_REFUSED.*ERR_TENANT_UNKNOWN/);
  });

  it('does not claim a key where the answer cannot be read', async () => {
    await answer(200, {});
    expect(await rotate()).toBe(1);
    expect(printed.join('\n')).toContain('ERR_KEYS_COMMAND_UNANSWERED');
  });

  it('says so when nothing runs, and when nothing was ever started in the folder', async () => {
    expect(await rotate()).toBe(1);
    expect(printed.join('\n')).toContain('ERR_KEYS_COMMAND_NOT_RUNNING');
    expect(await rotate({ data: path.join(data, 'nothing') })).toBe(1);
    expect(printed.join('\n')).toContain('ERR_KEYS_COMMAND_NO_DATA');
  });
});
