import { z } from 'zod';

/** Problem document (RFC 9457) as every Postern service answers it; `code` is stable, texts are not. */
export const zProblem = z.object({
  type: z.string().default('about:blank'),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  requestId: z.string().optional(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type Problem = z.infer<typeof zProblem>;
