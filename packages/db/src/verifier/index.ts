export { createAnswerRepository } from './create-answer-repository.ts';
export {
  createProtocolRepository,
  type ProtocolSeed,
  type SealedProtocolKey,
  type VerifierProtocolRepository,
} from './create-protocol-repository.ts';
export { createSessionRepository } from './create-session-repository.ts';
export { createVerifierClient, type VerifierClient } from './create-verifier-client.ts';
export { createServiceMetaRepository, type ServiceMetaRepository } from './create-service-meta-repository.ts';
