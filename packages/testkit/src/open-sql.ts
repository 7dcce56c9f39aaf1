import pg from 'pg';

/** Plain statements on a test's database, as somebody who has only its password could run them. */
export type Sql = {
  query: <Row = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
  end: () => Promise<void>;
};

export async function openSql(url: string): Promise<Sql> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await client.query(text, [...values])).rows as Row[],
    end: () => client.end(),
  };
}
