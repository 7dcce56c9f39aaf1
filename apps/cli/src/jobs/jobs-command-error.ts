import { PosternError } from '@postern/primitives';

/** How the work of a service stands could not be told, and why. */
export class JobsCommandError extends PosternError<
  'ERR_JOBS_COMMAND_NO_DATA' | 'ERR_JOBS_COMMAND_NO_TOKEN' | 'ERR_JOBS_COMMAND_NOT_RUNNING' | 'ERR_JOBS_COMMAND_REFUSED'
> {}
