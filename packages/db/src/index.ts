export { createAdapter, type CreateAdapterOptions } from './client/create-adapter.ts';
export { withUtcSession } from './client/with-utc-session.ts';
export { DatabaseError, type DatabaseErrorCode } from './error.ts';
export { listMigrations, type Migration } from './migrate/list-migrations.ts';
export { type DatabaseName, locateMigrations } from './migrate/locate-migrations.ts';
export { migrate, type MigrateOptions } from './migrate/migrate.ts';
