export { canConnect } from './can-connect.ts';
export { assertPlainIdentifier } from './ensure-database.ts';
export {
  type EmbeddedPostgres,
  openEmbeddedPostgres,
  type OpenEmbeddedPostgresOptions,
} from './open-embedded-postgres.ts';
