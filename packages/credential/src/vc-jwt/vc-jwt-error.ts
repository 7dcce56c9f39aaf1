import { PosternError } from '@postern/primitives';

export class VcJwtError extends PosternError<
  | 'ERR_VC_JWT_MALFORMED'
  | 'ERR_VC_JWT_NOT_ACCEPTED'
  | 'ERR_VC_JWT_TYPE'
  | 'ERR_VC_JWT_EXPIRED'
  | 'ERR_VC_JWT_NOT_YET_VALID'
  | 'ERR_VC_JWT_VALIDITY_ORDER'
> {}
