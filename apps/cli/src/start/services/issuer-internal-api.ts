import { zFieldElementText } from '@postern/protocol';
import { z } from 'zod';
import { LauncherError } from '../launcher-error.ts';

export type InternalApiOptions = {
  issuerUrl: string;
  launcherToken: string;
  tenant: string;
  fetch: typeof globalThis.fetch;
};

const zField = zFieldElementText.transform((text) => BigInt(text));
const zDecimal = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,77})$/)
  .transform((text) => BigInt(text));
const zPoint = z.tuple([zField, zField]);

/** What the bank's key needs to enter the trust registry; field elements as decimal strings. */
const zLeafRegistration = z.object({
  issuerId: z.int().min(0).max(127),
  listId: z.int().min(0).max(65_535),
  schemaId: zField,
  key: zPoint,
  possession: z.object({ r8: zPoint, s: zDecimal }),
  statusRoot: zField,
  contentHash: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/)
    .transform((text) => text as `0x${string}`),
  uri: z.string(),
  /** Set once the leaf is on chain. */
  leafIndex: z.int().nullable(),
});
export type LeafOffer = z.output<typeof zLeafRegistration>;

const zEnrolmentLinks = z.object({ links: z.array(z.object({ staffId: z.string(), name: z.string(), url: z.url() })) });
export type EnrolmentLink = z.output<typeof zEnrolmentLinks>['links'][number];

const ask = async <T>(
  path: string,
  schema: z.ZodType<T>,
  options: InternalApiOptions & { query?: Record<string, string> },
): Promise<T> => {
  const { issuerUrl, launcherToken, tenant, fetch, query } = options;
  const search = new URLSearchParams({ tenant, ...query }).toString();
  const response = await fetch(`${issuerUrl}/internal/${path}?${search}`, {
    headers: { 'x-postern-launcher': launcherToken },
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.ok) {
    throw new LauncherError('ERR_LAUNCHER_ISSUER', `The issuer refused /internal/${path} (${response.status}).`);
  }
  return schema.parse(await response.json());
};

/**
 * Asks the issuer for its public key, the proof to one chain that it holds the secret one, and its first status root.
 *
 * @throws {LauncherError} `ERR_LAUNCHER_ISSUER`
 */
export const fetchLeafOffer = (options: InternalApiOptions & { chainId: number }): Promise<LeafOffer> =>
  ask('leaf-registration', zLeafRegistration, { ...options, query: { chain: String(options.chainId) } });

/**
 * One link for each member of staff who has no passkey yet; asking again makes new ones.
 *
 * @throws {LauncherError} `ERR_LAUNCHER_ISSUER`
 */
export const fetchEnrolmentLinks = async (options: InternalApiOptions): Promise<EnrolmentLink[]> =>
  (await ask('enrolment-links', zEnrolmentLinks, options)).links;
