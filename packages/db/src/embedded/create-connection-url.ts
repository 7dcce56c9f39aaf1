/** What a connection URL is made of; the server listens on a Unix socket folder, or on loopback TCP on Windows. */
export type ConnectionTarget = { role: string; database: string } & ({ socketFolder: string } | { port: number });

/** Builds a PostgreSQL URL whose session runs in UTC: the driver reads `timestamptz` as if it were UTC. */
export const createConnectionUrl = (target: ConnectionTarget): string => {
  const options = `options=${encodeURIComponent('-c TimeZone=UTC')}`;
  return 'port' in target
    ? `postgresql://${target.role}@127.0.0.1:${target.port}/${target.database}?${options}`
    : `postgresql://${target.role}@localhost/${target.database}?host=${encodeURIComponent(target.socketFolder)}&${options}`;
};
