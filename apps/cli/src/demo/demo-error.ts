import { PosternError } from '@postern/primitives';

export type DemoErrorCode =
  | 'ERR_DEMO_PARTLY_RUNNING'
  | 'ERR_DEMO_NO_ACCOUNT'
  | 'ERR_DEMO_SERVICE_REFUSED'
  | 'ERR_DEMO_EXPECTATION'
  | 'ERR_DEMO_TIMEOUT';

/** Why the walk stopped, in one sentence. */
export class DemoError extends PosternError<DemoErrorCode> {}

/** A step found something else than what must be true. */
export const expectThat = (condition: boolean, message: string): void => {
  if (!condition) throw new DemoError('ERR_DEMO_EXPECTATION', message);
};
