export { createTestDatabase, type CreateTestDatabaseOptions, type TestDatabase } from './create-test-database.ts';
export { startAnvil, type TestChain } from './start-anvil.ts';
export {
  createSoftwareAuthenticator,
  type SoftwareAuthenticator,
  type WebAuthnAnswer,
} from './software-authenticator.ts';
