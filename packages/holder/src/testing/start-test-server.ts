import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type TestReply = {
  status?: number;
  type?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
};
export type TestHandler = (request: {
  method: string;
  path: string;
  body: string;
  headers?: Record<string, string>;
}) => TestReply | Promise<TestReply>;
export type TestServer = { origin: string; close: () => Promise<void> };

/** A real HTTP server on a free port of this machine; the handler is chosen once its origin is known. */
export async function startTestServer(createHandler: (origin: string) => Promise<TestHandler>): Promise<TestServer> {
  let handler: TestHandler = () => ({ status: 503 });
  const server = createServer((request, response) => {
    void readText(request).then(async (body) => {
      const headers = request.headers as Record<string, string>;
      const reply = await handler({ method: request.method ?? 'GET', path: request.url ?? '/', body, headers });
      response.writeHead(reply.status ?? 200, { 'content-type': reply.type ?? 'application/json', ...reply.headers });
      response.end(reply.body ?? '');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, 'localhost', resolve);
  });
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  handler = await createHandler(origin);
  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function json(value: unknown, status = 200): TestReply {
  return { status, body: JSON.stringify(value) };
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
