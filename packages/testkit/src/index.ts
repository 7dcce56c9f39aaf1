export { createTestDatabase, type CreateTestDatabaseOptions, type TestDatabase } from './create-test-database.ts';
