import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { HttpError } from '../error.ts';
import { describeRoute } from '../log/log-requests.ts';

export type CreateMetricsOptions = {
  /** Name of the service, a label of every series. */
  service: string;
  /** Whoever shows it (`Authorization: Bearer …`) may read. Empty: nobody may, and the address does not exist. */
  token: string;
};

/** Value of a gauge, by its label where it has one; read when somebody asks for metrics. */
export type GaugeReading = number | readonly { label: string; value: number }[];

export type Metrics = {
  /** Counts events by one label, whose values are few and known. */
  createCounter(options: { name: string; help: string; label: string }): { count(value: string): void };
  /** A gauge that is read when somebody asks; one that cannot be read is left out. */
  addGauge(options: { name: string; help: string; label?: string; read: () => Promise<GaugeReading> }): void;
  /** Times every request by method, route pattern and status, and counts refusals by code. */
  observe: RequestHandler;
  /** Lets those pass that show the token, and is not there for anybody else. */
  requireToken: RequestHandler;
  /** `GET /metrics` in the text format of Prometheus, behind `requireToken`. */
  serve: RequestHandler;
};

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const DURATIONS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const CODE = /^[A-Za-z_]{1,64}$/;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Metrics of one service. No label ever holds what a caller chose: routes are patterns, methods and codes are of fixed
 * sets. How much a bank works is nobody else's business, so reading needs a token.
 */
export const createMetrics = ({ service, token }: CreateMetricsOptions): Metrics => {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: DURATIONS,
    registers,
  });
  const refusals = new Counter({
    name: 'http_refusals_total',
    help: 'Answers with a problem, by its code.',
    labelNames: ['code'] as const,
    registers,
  });
  const expected = digest(`Bearer ${token}`);
  return {
    createCounter: ({ name, help, label }) => {
      const counter = new Counter({ name, help, labelNames: [label], registers });
      return { count: (value) => counter.inc({ [label]: value }) };
    },
    addGauge: ({ name, help, label, read }) => {
      const gauge = new Gauge({
        name,
        help,
        labelNames: label === undefined ? [] : [label],
        registers,
        collect: async () => {
          gauge.reset();
          const reading = await read().catch(() => []);
          if (typeof reading === 'number') gauge.set(reading);
          else if (label !== undefined) for (const each of reading) gauge.set({ [label]: each.label }, each.value);
          else gauge.remove();
        },
      });
    },
    observe: (request, response, next) => {
      const end = durations.startTimer();
      response.once('finish', () => {
        const method = METHODS.has(request.method) ? request.method : 'OTHER';
        end({ method, route: describeRoute(request), status: String(response.statusCode) });
        const code: unknown = response.locals.code;
        if (typeof code === 'string' && CODE.test(code)) refusals.inc({ code });
      });
      next();
    },
    requireToken: (request, _response, next) => {
      const given = digest(request.get('authorization') ?? '');
      if (token === '' || !timingSafeEqual(given, expected)) {
        throw new HttpError('ERR_NOT_FOUND', 'There is nothing at this address.');
      }
      next();
    },
    serve: async (_request, response) => {
      response
        .set('Cache-Control', 'no-store')
        .type(registry.contentType)
        .send(await registry.metrics());
    },
  };
};
