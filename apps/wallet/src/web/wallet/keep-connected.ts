/** Uses a connection that may end at any time. */
export type Connected<Connection> = <Result>(use: (connection: Connection) => Promise<Result>) => Promise<Result>;

/**
 * Holds one connection and opens another one when it has ended: browsers close them when they run short of memory, or
 * when somebody clears the site's data. What was under way is tried once more.
 */
export function keepConnected<Connection>(options: {
  open: (listeners: { onEnd: () => void }) => Promise<Connection>;
}): Connected<Connection> {
  let current: Promise<Connection> | undefined;
  const connect = (): Promise<Connection> => {
    if (current !== undefined) return current;
    const opening = options.open({ onEnd: () => forget(opening) });
    current = opening;
    opening.catch(() => forget(opening));
    return opening;
  };
  const forget = (connection: Promise<Connection>) => {
    if (current === connection) current = undefined;
  };
  return async (use) => {
    const connection = connect();
    try {
      return await use(await connection);
    } catch (error) {
      if ((error as { name?: unknown } | undefined)?.name !== 'InvalidStateError') throw error;
      forget(connection);
      return use(await connect());
    }
  };
}
