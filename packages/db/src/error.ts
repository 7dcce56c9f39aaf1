import { PosternError } from '@postern/primitives';

/** Every way in which the database layer refuses, by code. */
export type DatabaseErrorCode =
  | 'ERR_DATABASE_BINARIES_MISSING'
  | 'ERR_DATABASE_START_FAILED'
  | 'ERR_DATABASE_SOCKET_FOLDER'
  | 'ERR_DATABASE_FOLDER_BUSY'
  | 'ERR_DATABASE_NAME'
  | 'ERR_DATABASE_UNAVAILABLE'
  | 'ERR_MIGRATION_EDITED'
  | 'ERR_MIGRATION_FAILED_EARLIER'
  | 'ERR_MIGRATION_UNKNOWN';

/** Failure of the database layer itself: start, connection, migration. Repositories report their ports' errors. */
export class DatabaseError extends PosternError<DatabaseErrorCode> {}
