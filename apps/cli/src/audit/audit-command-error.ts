import { PosternError } from '@postern/primitives';

/** The file could not be held against anything. */
export class AuditCommandError extends PosternError<'ERR_AUDIT_COMMAND_FILE' | 'ERR_AUDIT_COMMAND_DID'> {}
