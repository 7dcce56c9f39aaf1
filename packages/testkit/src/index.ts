export { createTestDatabase, type CreateTestDatabaseOptions, type TestDatabase } from './create-test-database.ts';
export { openSql, type Sql } from './open-sql.ts';
export { startAnvil, type TestChain } from './start-anvil.ts';
export { type OwnDatabase, startOwnDatabase } from './start-own-database.ts';
export {
  createSoftwareAuthenticator,
  type SoftwareAuthenticator,
  type WebAuthnAnswer,
} from './software-authenticator.ts';
export { createValueLike, type SchemaLike } from './hostile/create-value-like.ts';
export { HOSTILE_TEXTS, HOSTILE_VALUES } from './hostile/hostile-values.ts';
export { createSeededChoice, type SeededChoice } from './hostile/seeded-choice.ts';
export { listRoutes, type RouteName } from './hostile/list-routes.ts';
export type { RouteSample, SampleRequest } from './hostile/sample-request.ts';
export { type HostileRun, sendHostileRequests } from './hostile/send-hostile-requests.ts';
export { PAGE_SERVER_SAMPLES, PROXIED_SAMPLES, startTestUpstream } from './hostile/page-server-samples.ts';
