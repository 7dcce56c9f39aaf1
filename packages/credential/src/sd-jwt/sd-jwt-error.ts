import { PosternError } from '@postern/primitives';

export class SdJwtError extends PosternError<
  | 'ERR_SD_JWT_MALFORMED'
  | 'ERR_SD_JWT_DISCLOSURE'
  | 'ERR_SD_JWT_DIGEST_REPEATED'
  | 'ERR_SD_JWT_EXPIRED'
  | 'ERR_SD_JWT_NOT_YET_VALID'
  | 'ERR_SD_JWT_VALIDITY_ORDER'
  | 'ERR_SD_JWT_TYPE'
  | 'ERR_SD_JWT_CLAIM_MISSING'
  | 'ERR_SD_JWT_KEY_BINDING'
  | 'ERR_SD_JWT_AUDIENCE'
  | 'ERR_SD_JWT_NONCE'
  | 'ERR_SD_JWT_STALE'
  | 'ERR_SD_JWT_TRANSACTION_DATA'
> {}
