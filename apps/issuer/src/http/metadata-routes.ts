import {
  describeAuthorizationServer,
  describeDid,
  describeIssuer,
  describeJwtVcIssuer,
  describeVct,
  type IssuerContext,
  requireTenant,
  type Tenant,
} from '@postern/issuer';
import type { Request, Router } from 'express';

/** Public documents: the same bytes for everybody, readable by every site, cacheable for a short time. */
export function addMetadataRoutes(router: Router, context: IssuerContext): void {
  const { store, settings } = context;
  const serve = (path: string, describe: (tenant: Tenant) => object): void => {
    router.get(path, async (request: Request, response) => {
      const tenant = await requireTenant(store, String(request.params.tenant));
      response.set('Cache-Control', 'public, max-age=60').json(describe(tenant));
    });
  };
  serve('/.well-known/openid-credential-issuer/t/:tenant', (tenant) => describeIssuer({ settings, tenant }));
  serve('/.well-known/oauth-authorization-server/t/:tenant', (tenant) =>
    describeAuthorizationServer({ settings, tenant }),
  );
  serve('/.well-known/jwt-vc-issuer/t/:tenant', (tenant) => describeJwtVcIssuer({ settings, tenant }));
  serve('/t/:tenant/did.json', (tenant) => describeDid({ tenant }));
  serve('/t/:tenant/vct/kyc-person/1', (tenant) => describeVct({ settings, tenant }));
}
