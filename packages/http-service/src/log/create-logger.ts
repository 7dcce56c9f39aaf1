import { pino, type DestinationStream } from 'pino';

export type Logger = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

export type CreateLoggerOptions = {
  /** Name of the service, on every line. */
  name: string;
  /** One of pino's levels, or `silent`. */
  level: string;
  /** Where lines go; standard output unless given. */
  destination?: DestinationStream;
};

/**
 * The fields that may be written. Everything else is dropped: a log that only holds what is listed cannot leak a
 * token, a name or a nullifier through a careless call.
 */
const ALLOWED_FIELDS = new Set([
  'event',
  'method',
  'route',
  'status',
  'ms',
  'requestId',
  'code',
  'err',
  'port',
  'check',
  'job',
  'count',
  'tenantId',
  'caseId',
  'table',
  'row',
  'chainId',
  'leafIndex',
  'epoch',
  'blockNumber',
  'transactionHash',
  'migrations',
]);

/** Name, code and call sites. Messages of foreign errors (database drivers, parsers) repeat values, so they stay out. */
export const describeError = (error: unknown): { name: string; code?: string; frames: string[]; cause?: unknown } => {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
  return {
    name: error.name,
    ...(code === undefined ? {} : { code }),
    frames,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
};

/** Standard output; a disk without room for a log ends no service. */
const writeToOutput = (): DestinationStream => {
  const output = pino.destination(1);
  output.on('error', () => undefined);
  return output;
};

/** A JSON logger that writes allowed fields only. */
export const createLogger = ({ name, level, destination }: CreateLoggerOptions): Logger =>
  pino(
    {
      level,
      base: { service: name },
      timestamp: pino.stdTimeFunctions.isoTime,
      // pino would otherwise use the error's own message as the line's.
      errorKey: 'err',
      serializers: { err: describeError },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => Object.fromEntries(Object.entries(fields).filter(([key]) => ALLOWED_FIELDS.has(key))),
      },
    },
    destination ?? writeToOutput(),
  );
