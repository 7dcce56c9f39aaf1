import { DID_CONFIGURATION_PATH } from '@postern/credential';
import {
  type AuditKeyRow,
  describeAuthorizationServer,
  describeDid,
  describeDidConfiguration,
  describeIssuer,
  describeJwks,
  describeJwtVcIssuer,
  describeVct,
  type IssuerContext,
  requireTenant,
  type Tenant,
  type TenantKeyRow,
} from '@postern/issuer';
import type { Request, Router } from 'express';

import { tenantOf } from './route-inputs.ts';

const MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="#0e6b5c"><path fill-rule="evenodd" d="M2.5 1h11A1.5 1.5 0 0 1 15 2.5V15h-4V8a3 3 0 0 0-6 0v7H1V2.5A1.5 1.5 0 0 1 2.5 1Z"/><path d="M7.4 8.2h1.2V15H7.4z"/></svg>`;

/** Public documents: the same bytes for everybody, readable by every site, cacheable for a short time. */
export function addMetadataRoutes(router: Router, context: IssuerContext): void {
  const { store, settings } = context;
  const serve = (
    path: string | string[],
    describe: (
      tenant: Tenant,
      keys: readonly TenantKeyRow[],
      auditKeys: readonly AuditKeyRow[],
    ) => object | string | Promise<object>,
    needsKeys = false,
  ): void => {
    router.get(path, async (request: Request, response) => {
      const tenant = await requireTenant(context, tenantOf(request));
      const { slug } = tenant;
      const keys = needsKeys ? await store.read((reader) => reader.listTenantKeys(slug)) : [];
      const auditKeys = needsKeys ? await store.read((reader) => reader.listAuditKeys(slug)) : [];
      const document = await describe(tenant, keys, auditKeys);
      response
        .set('Cache-Control', 'public, max-age=60')
        .type('application/json')
        .send(typeof document === 'string' ? document : JSON.stringify(document));
    });
  };
  // The second place is that of drafts, where wallets in the field still look.
  const places = (name: string) => [`/.well-known/${name}/t/:tenant`, `/t/:tenant/.well-known/${name}`];
  serve(places('openid-credential-issuer'), (tenant) => describeIssuer({ settings, tenant }));
  serve(places('oauth-authorization-server'), (tenant) => describeAuthorizationServer({ settings, tenant }));
  serve(
    '/.well-known/jwt-vc-issuer/t/:tenant',
    (tenant, keys) => describeJwtVcIssuer({ settings, tenant, keys }),
    true,
  );
  serve('/t/:tenant/jwks.json', (tenant, keys) => describeJwks({ tenant, keys }), true);
  serve('/t/:tenant/did.json', (tenant, keys, auditKeys) => describeDid({ tenant, keys, auditKeys }), true);
  serve('/t/:tenant/vct/kyc-person/1', (tenant) => describeVct({ settings, tenant }));
  let linked: { text: string; readAt: number } | undefined;
  router.get(DID_CONFIGURATION_PATH, async (_request, response) => {
    const now = context.clock.now();
    // Every bank signs for it, so it is not made anew for everybody who asks.
    if (linked === undefined || now >= linked.readAt + 60) {
      linked = { text: JSON.stringify(await describeDidConfiguration(context)), readAt: now };
    }
    response.set('Cache-Control', 'public, max-age=60').type('application/json').send(linked.text);
  });
  router.get('/brand/mark.svg', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=86400').set('Cross-Origin-Resource-Policy', 'cross-origin');
    response.type('image/svg+xml').send(MARK);
  });
}
