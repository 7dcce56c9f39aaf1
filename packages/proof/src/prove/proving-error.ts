import { PosternError } from '@postern/primitives';

/** No proof was made. */
export class ProvingError extends PosternError<
  | 'ERR_PROVING_STATEMENT_FALSE'
  | 'ERR_PROVING_CANCELLED'
  | 'ERR_PROVING_CLOSED'
  | 'ERR_PROVING_FAULTY'
  | 'ERR_PROVING_ENGINE_FAILED'
> {}

/** A fault of an engine, not of the statement: the proof that it made does not stand, or it made none. */
export type EngineFault = 'ERR_PROVING_FAULTY' | 'ERR_PROVING_ENGINE_FAILED';

export function statementFalse(): ProvingError {
  return new ProvingError('ERR_PROVING_STATEMENT_FALSE', 'The statement is false: there is no proof of it.');
}
