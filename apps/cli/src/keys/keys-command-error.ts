import { PosternError } from '@postern/primitives';

/** The key of a bank was not touched, and why. */
export class KeysCommandError extends PosternError<
  | 'ERR_KEYS_COMMAND_NO_DATA'
  | 'ERR_KEYS_COMMAND_NOT_RUNNING'
  | 'ERR_KEYS_COMMAND_REFUSED'
  | 'ERR_KEYS_COMMAND_UNANSWERED'
> {}
