import { z } from 'zod';

const zInteger = z.string().regex(/^(0|[1-9][0-9]{0,77})$/);
const zG1 = z.tuple([zInteger, zInteger, z.literal('1')]);
const zPair = z.tuple([zInteger, zInteger]);
const zG2 = z.tuple([zPair, zPair, z.tuple([z.literal('1'), z.literal('0')])]);

/** Groth16 verification key as snarkjs writes it, all points affine. */
export const zVerificationKey = z.object({
  protocol: z.literal('groth16'),
  curve: z.literal('bn128'),
  nPublic: z.int(),
  vk_alpha_1: zG1,
  vk_beta_2: zG2,
  vk_gamma_2: zG2,
  vk_delta_2: zG2,
  IC: z.array(zG1),
});

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
export type VerificationKey = DeepReadonly<z.infer<typeof zVerificationKey>>;
