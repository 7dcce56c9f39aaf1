import { type DcqlCredential, DcqlQuery } from 'dcql';

/**
 * What the common `dcql` library makes of a query: the id of the credential query that a held credential answers. It
 * refuses a whole query for one format that it does not know.
 *
 * @throws what the library throws; Error nothing is answered, or a required set is not
 */
export function chooseByDcql(query: unknown, held: DcqlCredential): string {
  const parsed = DcqlQuery.parse(query as DcqlQuery.Input);
  DcqlQuery.validate(parsed);
  const result = DcqlQuery.query(parsed, [held]);
  if (!result.can_be_satisfied) throw new Error('The held credential does not answer the request.');
  const [id] = Object.entries(result.credential_matches).find(([, match]) => match.success) ?? [];
  if (id === undefined) throw new Error('No credential query is answered.');
  return id;
}
