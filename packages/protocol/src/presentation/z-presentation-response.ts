import { z } from 'zod';

import { zZkPresentation } from './z-zk-presentation.ts';

/** Parsed `vp_token`: arrays by query id (OpenID4VP 1.0 §8.1). */
export const zVpToken = z.record(z.string(), z.array(zZkPresentation).min(1).max(1));
export type VpToken = z.infer<typeof zVpToken>;

/** Form fields of a `direct_post` answer: a presentation or an error (OpenID4VP 1.0 §8.2, §8.5). */
export const zDirectPost = z.union([
  z.looseObject({ vp_token: z.string().max(100_000), state: z.string() }),
  z.looseObject({ error: z.string().max(100), error_description: z.string().max(500).optional(), state: z.string() }),
]);
export type DirectPost = z.infer<typeof zDirectPost>;

/** Verifier's answer to a `direct_post`. */
export const zDirectPostResponse = z.looseObject({ redirect_uri: z.url().optional() });
