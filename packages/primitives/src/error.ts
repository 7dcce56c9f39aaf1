/** Options of {@link PosternError}: only values that may be shown to anybody. */
export type PosternErrorOptions = {
  /** The error that led here; kept for debugging in process, never sent over a wire. */
  cause?: unknown;
  /** Facts that help the caller: field names, limits, counts. Never personal data, secrets or nullifiers. */
  details?: Readonly<Record<string, string | number | boolean>>;
};

/**
 * Base of every error that Postern throws on purpose. Callers and tests match `code`, never the message.
 */
export class PosternError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(code: Code, message: string, options: PosternErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.details = options.details ?? {};
  }
}
