import { PosternError } from '@postern/primitives';

export type LauncherErrorCode =
  | 'ERR_LAUNCHER_BUSY'
  | 'ERR_LAUNCHER_DISK'
  | 'ERR_LAUNCHER_ARTIFACT'
  | 'ERR_LAUNCHER_CHAIN'
  | 'ERR_LAUNCHER_CONTRACTS'
  | 'ERR_LAUNCHER_PORT'
  | 'ERR_LAUNCHER_NOT_BUILT'
  | 'ERR_LAUNCHER_SERVICE'
  | 'ERR_LAUNCHER_ISSUER'
  | 'ERR_LAUNCHER_OPTION';

/** Why a start failed, in one sentence that says what to do. */
export class LauncherError extends PosternError<LauncherErrorCode> {}
