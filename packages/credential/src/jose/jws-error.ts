import { PosternError } from '@postern/primitives';

export class JwsError extends PosternError<
  'ERR_JWS_MALFORMED' | 'ERR_JWS_ALGORITHM' | 'ERR_JWS_TYPE' | 'ERR_JWS_SIGNATURE' | 'ERR_JWS_KEY'
> {}
