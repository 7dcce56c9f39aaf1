import { PosternError } from '@postern/primitives';

/** The command cannot be carried out as it was given. */
export class ChainCommandError extends PosternError<
  'ERR_CHAIN_COMMAND_KEY' | 'ERR_CHAIN_COMMAND_OPTION' | 'ERR_CHAIN_COMMAND_RECORD'
> {}
