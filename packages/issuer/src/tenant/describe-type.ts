import { sha256 } from '@postern/credential';

import type { IssuerSettings } from '../ports.ts';
import type { Tenant } from '../rows.ts';
import { personVct } from './describe-issuer.ts';
import { CREDENTIAL_TEXTS, describeTypeClaims } from './display-texts.ts';

/**
 * SD-JWT VC type metadata (draft-ietf-oauth-sd-jwt-vc §6) as the text that is served: credentials carry a digest of
 * exactly these bytes.
 */
export function describeVct(options: { settings: Pick<IssuerSettings, 'publicUrl'>; tenant: Tenant }): string {
  return JSON.stringify({
    vct: personVct({ ...options, tenant: options.tenant.slug }),
    name: CREDENTIAL_TEXTS.identity.en,
    description: CREDENTIAL_TEXTS.description.en,
    display: (['en', 'de', 'fr'] as const).map((locale) => ({
      locale,
      name: CREDENTIAL_TEXTS.identity[locale],
      description: CREDENTIAL_TEXTS.description[locale],
      rendering: { simple: { background_color: '#0e6b5c', text_color: '#fffefb' } },
    })),
    claims: describeTypeClaims(),
  });
}

/** Digests by the type's own address: its text follows from it. */
const digests = new Map<string, Promise<string>>();

/** `vct#integrity` of those bytes (W3C Subresource Integrity). */
export function digestType(options: Parameters<typeof describeVct>[0]): Promise<string> {
  const vct = personVct({ ...options, tenant: options.tenant.slug });
  const known =
    digests.get(vct) ?? sha256(describeVct(options)).then((digest) => `sha256-${btoa(String.fromCharCode(...digest))}`);
  digests.set(vct, known);
  return known;
}
