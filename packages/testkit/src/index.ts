export { createTestDatabase, type CreateTestDatabaseOptions, type TestDatabase } from './create-test-database.ts';
export { listRoutes, type ListedRoute } from './list-routes.ts';
export { startAnvil, type TestChain } from './start-anvil.ts';
export { type OwnDatabase, startOwnDatabase } from './start-own-database.ts';
export {
  createSoftwareAuthenticator,
  type SoftwareAuthenticator,
  type WebAuthnAnswer,
} from './software-authenticator.ts';
