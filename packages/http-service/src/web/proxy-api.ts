import http from 'node:http';
import https from 'node:https';
import type { Request, RequestHandler } from 'express';
import { CLIENT_ADDRESS_HEADER, clientAddressOf, signClientAddress } from '../request/client-address.ts';
import { sendProblem } from '../problem/send-problem.ts';

export type ProxyApiOptions = {
  /** Base URL of the service behind; the path after the mount point is appended. */
  target: string;
  /** Shared with the service behind: it then believes whom we act for. Empty: it takes us for the caller. */
  secret?: string;
  timeoutMs?: number;
};

/** Belong to one connection (RFC 9110 §7.6.1), or are set anew. */
const NOT_FORWARDED = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-request-id',
  CLIENT_ADDRESS_HEADER,
]);

const copyHeaders = (headers: http.IncomingHttpHeaders): http.OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_FORWARDED.has(name)));

const describeClient = (request: Request, requestId: string): http.OutgoingHttpHeaders => ({
  'x-forwarded-for': clientAddressOf(request),
  'x-forwarded-host': request.get('host') ?? '',
  'x-forwarded-proto': request.protocol,
  'x-request-id': requestId,
});

/**
 * Forwards everything under its mount point to one service, streaming both ways. Cookies and `Origin` go through
 * unchanged: the service behind checks them. The target is fixed; nothing a caller sends can change it.
 */
export const proxyApi = ({ target, secret = '', timeoutMs = 30_000 }: ProxyApiOptions): RequestHandler => {
  const base = new URL(target);
  const client = base.protocol === 'https:' ? https : http;
  const prefix = base.pathname.replace(/\/$/, '');
  return (request, response) => {
    const [address, method, path] = [clientAddressOf(request), request.method, `${prefix}${request.url}`];
    const at = Math.floor(Date.now() / 1000);
    const acting =
      secret === '' ? {} : { [CLIENT_ADDRESS_HEADER]: signClientAddress(secret, { address, at, method, path }) };
    const upstream = client.request(
      {
        protocol: base.protocol,
        hostname: base.hostname.replace(/^\[|\]$/g, ''),
        port: base.port,
        method,
        path,
        headers: {
          ...copyHeaders(request.headers),
          ...describeClient(request, String(response.locals.requestId)),
          ...acting,
        },
        timeout: timeoutMs,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, copyHeaders(answer.headers));
        answer.pipe(response);
        answer.once('error', () => response.destroy());
      },
    );
    upstream.once('timeout', () => upstream.destroy(new Error('timeout')));
    upstream.once('error', () => {
      if (response.headersSent) response.destroy();
      else sendProblem(response, { status: 503, code: 'ERR_UPSTREAM_UNREACHABLE' });
    });
    response.once('close', () => upstream.destroy());
    request.pipe(upstream);
  };
};
