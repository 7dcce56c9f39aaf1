import type { JsonObject } from '@postern/credential';

/** Algorithms that presentations may be signed with, by the issuer or the holder. */
const SIGNATURE_ALGORITHMS = ['ES256', 'EdDSA', 'ES256K'];

/** Content encryption of answers (HAIP 1.0 §5 asks for both). */
export const CONTENT_ENCRYPTIONS = ['A128GCM', 'A256GCM'] as const;

/** `vp_formats_supported` (OpenID4VP 1.0 §11.1, Appendix B) for these formats. */
export function describeFormats(formats: readonly string[]): Record<string, JsonObject> {
  return Object.fromEntries(formats.map((format) => [format, describeFormat(format)]));
}

function describeFormat(format: string): JsonObject {
  if (format === 'dc+sd-jwt') {
    return { 'sd-jwt_alg_values': SIGNATURE_ALGORITHMS, 'kb-jwt_alg_values': SIGNATURE_ALGORITHMS };
  }
  return format === 'jwt_vc_json' || format === 'vc+jwt' ? { alg_values: SIGNATURE_ALGORITHMS } : {};
}
