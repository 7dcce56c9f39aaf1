import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ServerRequest = { method: string; path: string; body: string; headers: Readonly<Record<string, string>> };
export type ServerReply = { status?: number; type?: string; headers?: Record<string, string>; body: string };
export type LoopbackServer = { origin: string; close(): Promise<void> };

/** An HTTP server on a free port of this machine; an error in the handler is a 500 that the other side sees. */
export async function startServer(
  createHandler: (origin: string) => Promise<(request: ServerRequest) => Promise<ServerReply>>,
): Promise<LoopbackServer> {
  const notReady: (request: ServerRequest) => Promise<ServerReply> = async () => ({ status: 503, body: '' });
  let handler = notReady;
  const server = createServer((request, response) => {
    const answer = async () => {
      let body = '';
      for await (const part of request) body += String(part);
      const headers = request.headers as Record<string, string>;
      const reply = await handler({ method: request.method ?? 'GET', path: request.url ?? '/', body, headers });
      response.writeHead(reply.status ?? 200, { 'content-type': reply.type ?? 'application/json', ...reply.headers });
      response.end(reply.body);
    };
    answer().catch((error: unknown) => {
      response.writeHead(500);
      response.end(error instanceof Error ? (error.stack ?? error.message) : 'error');
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

export const reply = (value: unknown, status = 200): ServerReply => ({ status, body: JSON.stringify(value) });
