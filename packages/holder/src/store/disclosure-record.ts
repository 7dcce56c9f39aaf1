import { z } from 'zod';

/** One answer that showed claims: to whom, and the names of what was shown. Values stay in the credential. */
export const zDisclosureRecord = z.strictObject({
  requestKey: z.string(),
  clientId: z.string(),
  host: z.string(),
  name: z.string().optional(),
  answeredAt: z.int(),
  shown: z.array(
    z.strictObject({ credentialId: z.string(), document: z.string(), token: z.string(), labels: z.array(z.string()) }),
  ),
  /** Titles of the texts agreed to. */
  terms: z.array(z.string()),
});
export type DisclosureRecord = z.infer<typeof zDisclosureRecord>;
