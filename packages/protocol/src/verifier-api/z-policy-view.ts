import { z } from 'zod';

import { zAddress, zBytes32, zFieldElementText, zUnixSeconds } from '../common/z-primitives.ts';

/** One policy as the verifier reads it from chain. */
export const zPolicyView = z.strictObject({
  policyId: zBytes32,
  chainId: z.int().positive(),
  registry: zAddress,
  owner: zAddress,
  policyHash: zFieldElementText,
  /** Canonical policy JSON from the registry's event. */
  policyJson: z.string(),
  /** Plain sentences rendered from the hashed values alone. */
  sentences: z.array(z.string()),
  maxPassLife: z.int(),
  maxProofAge: z.int(),
  /** How long a superseded state of the registry serves a renewal, and everything else. */
  grace: z.int(),
  firstGrace: z.int(),
  moveCooldown: z.int(),
  /** Longest times from a bank's decision to the refusal of proofs, seconds. */
  proofEffect: z.strictObject({
    anchored: z.int().nonnegative(),
    /** Of a first pass, a move, and every proof to a session. */
    first: z.int().nonnegative(),
    /** Of every proof, renewals of a pass that counts included. */
    renewal: z.int().nonnegative(),
  }),
  createdAt: zUnixSeconds,
  closed: z.boolean(),
  stopped: z.boolean(),
});
export type PolicyView = z.infer<typeof zPolicyView>;

/** `GET /v1/protocol`: who the API key belongs to. */
export const zProtocolView = z.strictObject({
  slug: z.string(),
  name: z.string(),
  clientId: z.string(),
  origins: z.array(z.url()),
  /** Every chain that the verifier serves; the policies of one that gives no answer now are not among those below. */
  chains: z.array(z.strictObject({ chainId: z.int().positive(), name: z.string(), answers: z.boolean() })).min(1),
  policies: z.array(zPolicyView),
  /** Longest time from a bank's decision to its effect on credentials that are shown here, seconds. */
  credentialEffect: z.int().positive(),
});
export type ProtocolView = z.infer<typeof zProtocolView>;

/** `POST /v1/policies/compile`: a draft in, what it means out. Nothing is stored. */
export const zCompilePolicyRequest = z.strictObject({
  policy: z.unknown(),
  /** Whose banks the draft's issuers are; the first chain that the verifier serves unless given. */
  chainId: z.int().positive().optional(),
});
export const zCompilePolicyResponse = z.strictObject({
  policyHash: zFieldElementText,
  policyJson: z.string(),
  sentences: z.array(z.string()),
  warnings: z.array(z.strictObject({ code: z.string(), text: z.string() })),
});
export type CompilePolicyResponse = z.infer<typeof zCompilePolicyResponse>;

/** `GET /v1/access?policyId=…&account=…`. */
export const zAccessDecision = z.strictObject({
  policyId: zBytes32,
  account: zAddress,
  admitted: z.boolean(),
  expiresAt: zUnixSeconds.optional(),
  denial: z
    .strictObject({ code: z.string(), what: z.string(), since: zUnixSeconds.optional(), remedy: z.string() })
    .optional(),
});
export type AccessDecision = z.infer<typeof zAccessDecision>;
