import { parseStrictJson } from '@postern/primitives';
import express, { type Request, type RequestHandler } from 'express';
import { HttpError } from '../error.ts';

const JSON_TYPES = ['application/json', 'application/*+json'];
const PARSER_CODES = { 413: 'ERR_REQUEST_TOO_LARGE', 415: 'ERR_MEDIA_TYPE_UNSUPPORTED' } as const;

const faults = new WeakMap<Request, HttpError>();

/** Why the body of a request could not be read; undefined where it could, or where there is none. */
export const bodyFaultOf = (request: Request): HttpError | undefined => faults.get(request);

const describeFault = (cause: unknown): HttpError => {
  const status = typeof cause === 'object' && cause !== null && 'status' in cause ? cause.status : undefined;
  const code = status === 413 || status === 415 ? PARSER_CODES[status] : 'ERR_REQUEST_MALFORMED';
  return new HttpError(code, 'The body cannot be read.', { cause });
};

const parseJson: RequestHandler = (request, _response, next) => {
  // A length of 0 is no body, whatever the type says.
  if (Buffer.isBuffer(request.body)) {
    const { body } = request;
    request.body =
      body.length === 0 ? undefined : parseStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(body));
  }
  next();
};

/** Keeps a parser's refusal for whoever reads the body: an endpoint that reads none must not fail by it. */
const keepFault =
  (parse: RequestHandler): RequestHandler =>
  (request, response, next) => {
    const settle = (error?: unknown): void => {
      if (error !== undefined) {
        faults.set(request, describeFault(error));
        request.body = undefined;
      }
      next();
    };
    try {
      void parse(request, response, settle);
    } catch (error) {
      settle(error);
    }
  };

/**
 * Body parsers: strict JSON (no duplicate keys, UTF-8 only) and plain forms, both up to the limit. A body that cannot be
 * read is refused by the endpoint that reads it, in that endpoint's own form of an error. Other media types leave the
 * body undefined, which no closed schema accepts.
 */
export const parseBodies = (limitBytes: number): RequestHandler[] => [
  keepFault(express.raw({ type: JSON_TYPES, limit: limitBytes, inflate: false })),
  keepFault(parseJson),
  keepFault(express.urlencoded({ extended: false, limit: limitBytes, inflate: false, parameterLimit: 64 })),
];
