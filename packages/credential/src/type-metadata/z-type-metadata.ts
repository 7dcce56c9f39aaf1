import { z } from 'zod';

const zLocale = z.string().min(2).max(35);
const zText = z.string().max(2000);
const zClaim = z.looseObject({
  path: z
    .array(z.union([z.string(), z.null(), z.int().nonnegative()]))
    .min(1)
    .max(32),
  display: z
    .array(z.looseObject({ locale: zLocale, label: zText, description: zText.optional() }))
    .max(100)
    .optional(),
  mandatory: z.boolean().optional(),
  sd: z.enum(['always', 'allowed', 'never']).optional(),
  svg_id: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
    .optional(),
});

/** Type Metadata document (draft-ietf-oauth-sd-jwt-vc §6.2); members that are not understood are kept and ignored. */
export const zTypeMetadata = z.looseObject({
  vct: z.string().min(1).max(2048),
  name: zText.optional(),
  description: zText.optional(),
  extends: z.string().max(2048).optional(),
  'extends#integrity': z.string().max(1000).optional(),
  display: z
    .array(z.looseObject({ locale: zLocale, name: zText, description: zText.optional() }))
    .max(100)
    .optional(),
  claims: z.array(zClaim).max(500).optional(),
});
export type TypeMetadata = z.infer<typeof zTypeMetadata>;
export type ClaimMetadata = z.infer<typeof zClaim>;
