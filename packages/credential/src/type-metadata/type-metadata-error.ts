import { PosternError } from '@postern/primitives';

export class TypeMetadataError extends PosternError<
  | 'ERR_TYPE_METADATA_URL'
  | 'ERR_TYPE_METADATA_UNREACHABLE'
  | 'ERR_TYPE_METADATA_MALFORMED'
  | 'ERR_TYPE_METADATA_INTEGRITY'
  | 'ERR_TYPE_METADATA_EXTENDS'
  | 'ERR_TYPE_METADATA_CLAIMS'
> {}
