import { PosternError } from '@postern/primitives';

export class CertificateError extends PosternError<
  | 'ERR_X509_MALFORMED'
  | 'ERR_X509_CHAIN'
  | 'ERR_X509_SELF_SIGNED'
  | 'ERR_X509_ANCHOR_IN_CHAIN'
  | 'ERR_X509_UNTRUSTED'
  | 'ERR_X509_SIGNATURE'
  | 'ERR_X509_TIME'
  | 'ERR_X509_CONSTRAINT'
  | 'ERR_X509_ALGORITHM'
> {}
