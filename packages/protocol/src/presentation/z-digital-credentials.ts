import { z } from 'zod';

import { zAuthorizationRequest } from './z-authorization-request.ts';
import { zVpToken } from './z-presentation-response.ts';

/** Exchange protocol identifiers of OpenID4VP over the Digital Credentials API (OpenID4VP 1.0 Appendix A.1). */
export const DC_API_UNSIGNED = 'openid4vp-v1-unsigned';
export const DC_API_SIGNED = 'openid4vp-v1-signed';

/** One member of `requests` for `navigator.credentials.get({ digital })`. */
export const zDigitalCredentialRequest = z.union([
  z.strictObject({ protocol: z.literal(DC_API_UNSIGNED), data: zAuthorizationRequest }),
  z.strictObject({ protocol: z.literal(DC_API_SIGNED), data: z.strictObject({ request: z.string() }) }),
]);
export type DigitalCredentialRequest = z.infer<typeof zDigitalCredentialRequest>;

/** `data` of the answer: open (`dc_api`) or encrypted (`dc_api.jwt`); over this API a person's "no" is a DOM error. */
export const zDigitalCredentialAnswer = z.union([
  z.looseObject({ response: z.string().max(200_000) }),
  z.looseObject({ vp_token: zVpToken }),
]);
export type DigitalCredentialAnswer = z.infer<typeof zDigitalCredentialAnswer>;
