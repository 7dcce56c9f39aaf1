import { parseStrictJson } from '@postern/primitives';
import express, { type RequestHandler } from 'express';
import { HttpError } from '../error.ts';

const JSON_TYPES = ['application/json', 'application/*+json'];

const parseJson: RequestHandler = (request, _response, next) => {
  if (!Buffer.isBuffer(request.body)) {
    next();
    return;
  }
  try {
    request.body = parseStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(request.body));
  } catch (cause) {
    throw new HttpError('ERR_REQUEST_MALFORMED', 'The body is not valid JSON.', { cause });
  }
  next();
};

/**
 * Body parsers: strict JSON (no duplicate keys, UTF-8 only) and plain forms, both up to the limit.
 * Other media types leave the body undefined, which no closed schema accepts.
 */
export const parseBodies = (limitBytes: number): RequestHandler[] => [
  express.raw({ type: JSON_TYPES, limit: limitBytes, inflate: false }),
  parseJson,
  express.urlencoded({ extended: false, limit: limitBytes, inflate: false, parameterLimit: 64 }),
];
