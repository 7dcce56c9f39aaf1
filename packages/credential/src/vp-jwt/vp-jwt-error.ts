import { PosternError } from '@postern/primitives';

export class VpJwtError extends PosternError<
  'ERR_VP_JWT_MALFORMED' | 'ERR_VP_JWT_AUDIENCE' | 'ERR_VP_JWT_NONCE' | 'ERR_VP_JWT_STALE' | 'ERR_VP_JWT_HOLDER'
> {}
