export { createVerifierClient, type VerifierClient } from './create-verifier-client.ts';
