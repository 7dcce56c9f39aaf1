export { releaseProofWorkers } from '../curve/release-proof-workers.ts';
export { circuitManifest } from '../generated/manifest.ts';
export { PUBLIC_SIGNAL_NAMES, PUBLIC_SIGNALS, type PublicSignalName } from '../generated/public-signals.ts';
export { kycPresentationVerificationKey } from '../generated/verification-key.ts';
export {
  assertVerificationKeyAcceptable,
  type AssertVerificationKeyAcceptableOptions,
  VerificationKeyError,
} from '../keys/assert-verification-key-acceptable.ts';
export { type VerificationKey, zVerificationKey } from '../keys/verification-key.ts';
export {
  namePublicSignals,
  parsePresentation,
  type Presentation,
  PresentationError,
  type PublicSignals,
  zPresentation,
} from '../presentation/presentation.ts';
export { type SolidityProof, toSolidityProof } from '../presentation/to-solidity-proof.ts';
export { askSnarkjs } from './ask-snarkjs.ts';
export {
  checkPresentation,
  type PresentationCheck,
  type PresentationCheckName,
  type PresentationReport,
} from './check-presentation.ts';
export { verifyPresentationProof, type VerifyPresentationProofOptions } from './verify-presentation-proof.ts';
