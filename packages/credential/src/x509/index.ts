export { CertificateError } from './certificate-error.ts';
export { type CertificateView } from './certificate-view.ts';
export {
  type CertificateAuthority,
  createCertificateAuthority,
  createIntermediateAuthority,
  issueCertificate,
  type IssueCertificateOptions,
} from './create-certificate.ts';
export { readSubjectKeyIdentifier } from './read-subject-key-identifier.ts';
export { verifyCertificateChain, type VerifyCertificateChainOptions } from './verify-certificate-chain.ts';
