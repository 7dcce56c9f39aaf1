import { z } from 'zod';

import { zDcqlId } from './z-dcql-query.ts';

/** Parsed `vp_token`: arrays by query id, each member a text or a JSON object by format (OpenID4VP 1.0 §8.1). */
export const zVpToken = z.record(
  zDcqlId,
  z
    .array(z.union([z.string().min(1), z.looseObject({})]))
    .min(1)
    .max(16),
);
export type VpToken = z.infer<typeof zVpToken>;

/** Payload of an encrypted answer: the same members as the form, `vp_token` as an object (§8.3). */
export const zEncryptedAnswer = z.union([
  z.looseObject({ vp_token: zVpToken, state: z.string().optional() }),
  z.looseObject({
    error: z.string().max(100),
    error_description: z.string().max(500).optional(),
    state: z.string().optional(),
  }),
]);
export type EncryptedAnswer = z.infer<typeof zEncryptedAnswer>;

/** Form fields of a `direct_post` or `direct_post.jwt` answer: a presentation, an error, or either encrypted (§8.2–8.5). */
export const zDirectPost = z.union([
  z.looseObject({ response: z.string().max(200_000) }),
  z.looseObject({ vp_token: z.string().max(100_000), state: z.string() }),
  z.looseObject({ error: z.string().max(100), error_description: z.string().max(500).optional(), state: z.string() }),
]);
export type DirectPost = z.infer<typeof zDirectPost>;

/** Verifier's answer to a `direct_post`. */
export const zDirectPostResponse = z.looseObject({ redirect_uri: z.url().optional() });
