import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { createBrotliDecompress } from 'node:zlib';
import type { RequestHandler } from 'express';

export type ServeCompressedFilesOptions = {
  /** Folder with `<name>.br` files. */
  dir: string;
  /** Default: one hour, asked again afterwards. Files named by hash or checked by hash may live longer. */
  cacheControl?: string;
};

const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/**
 * Serves `GET /<name>` from `<name>.br`: as it is to clients that read Brotli, unpacked on the way to others.
 * Passes on names it does not hold. For proving keys and witness programs, which are kept compressed.
 */
export const serveCompressedFiles = (options: ServeCompressedFilesOptions): RequestHandler => {
  const cacheControl = options.cacheControl ?? 'public, max-age=3600';
  return (request, response, next) => {
    const name = request.path.slice(1);
    const file = path.join(options.dir, `${name}.br`);
    if (!['GET', 'HEAD'].includes(request.method) || !PLAIN_NAME.test(name) || !existsSync(file)) {
      next();
      return;
    }
    const packed = request.acceptsEncodings('br') === 'br';
    response.vary('Accept-Encoding');
    response.set('Cache-Control', cacheControl);
    response.type(
      name.endsWith('.wasm') ? 'application/wasm' : name.endsWith('.json') ? 'json' : 'application/octet-stream',
    );
    if (packed) response.set('Content-Encoding', 'br');
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    // A client that goes away ends the stream; there is nobody left to tell.
    const done = (): void => undefined;
    if (packed) pipeline(createReadStream(file), response, done);
    else pipeline(createReadStream(file), createBrotliDecompress(), response, done);
  };
};
