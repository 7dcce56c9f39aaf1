import { openDatabaseBroker } from './database/database-broker.ts';

/** Vitest global set-up: test processes find the broker through the environment that they inherit. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.POSTERN_TEST_DATABASE_BROKER !== undefined) return undefined;
  const broker = await openDatabaseBroker();
  process.env.POSTERN_TEST_DATABASE_BROKER = broker.url;
  return broker.close;
}
