import { PosternError } from '@postern/primitives';

export class IssuerKeyError extends PosternError<
  | 'ERR_ISSUER_KEY_ISSUER'
  | 'ERR_ISSUER_KEY_UNREACHABLE'
  | 'ERR_ISSUER_KEY_METADATA'
  | 'ERR_ISSUER_KEY_NOT_FOUND'
  | 'ERR_ISSUER_KEY_RETIRED'
  | 'ERR_ISSUER_KEY_UNTRUSTED'
> {}
