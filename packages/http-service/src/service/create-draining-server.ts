import { createServer, type RequestListener, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** A kept connection that is quiet for so long is closed; a request on its way comes sooner. */
const QUIET_MS = 1000;
const LOOK_MS = 50;
/** Turns of the event loop, which accepts one connection a turn, without one. */
const IDLE_TURNS = 5;
/** Whoever connects without end is not waited for. */
const ACCEPT_MS = 2000;
/** What has not ended by then is cut off. */
const DRAIN_MS = 10_000;

export type DrainingServer = {
  server: Server;
  /** Stops it without resetting anybody; bounded. */
  drain: () => Promise<void>;
};

/**
 * A server that can be stopped under load.
 *
 * The order matters. First every connection that the system holds for us is accepted, while requests are held back so
 * that this is quick; then the listener is closed; and only then answers say `Connection: close`: whoever opens a new
 * connection because of that finds nobody, and not a connection that is reset. Kept connections are served on for a
 * moment, because a request may be on its way, and closed when they stay quiet.
 */
export const createDrainingServer = (options: ServerOptions, handler: RequestListener): DrainingServer => {
  const sockets = new Map<Socket, { running: number; quietSince: number }>();
  const running = new Set<ServerResponse>();
  let held: (() => void)[] | undefined;
  let draining = false;
  let accepted = 0;
  const server = createServer(options, (request, response) => {
    const connection = sockets.get(request.socket);
    response.shouldKeepAlive &&= !draining;
    running.add(response);
    if (connection !== undefined) connection.running += 1;
    response.once('close', () => {
      running.delete(response);
      if (connection === undefined) return;
      connection.running -= 1;
      connection.quietSince = performance.now();
    });
    if (held === undefined) handler(request, response);
    else held.push(() => handler(request, response));
  });
  server.on('connection', (socket) => {
    accepted += 1;
    sockets.set(socket, { running: 0, quietSince: performance.now() });
    socket.once('close', () => sockets.delete(socket));
  });

  const acceptWaiting = async (): Promise<void> => {
    held = [];
    const from = performance.now();
    for (let idle = 0; idle < IDLE_TURNS && performance.now() - from < ACCEPT_MS; ) {
      const before = accepted;
      await nextTurn();
      idle = accepted === before ? idle + 1 : 0;
    }
    // Not the HTTP server's own `close`, which ends kept connections at once.
    NetServer.prototype.close.call(server);
    const waiting = held;
    held = undefined;
    for (const run of waiting) run();
  };
  const closeQuiet = (): void => {
    for (const [socket, connection] of sockets) {
      if (connection.running === 0 && performance.now() - connection.quietSince >= QUIET_MS) socket.end();
    }
  };
  const drain = async (): Promise<void> => {
    await acceptWaiting();
    draining = true;
    const from = performance.now();
    for (const response of running) response.shouldKeepAlive = false;
    for (const connection of sockets.values()) connection.quietSince = from;
    while (sockets.size > 0 && performance.now() - from < DRAIN_MS) {
      closeQuiet();
      await sleep(LOOK_MS);
    }
    server.closeAllConnections();
  };
  return { server, drain };
};
