import { verifyCertificateChain } from '@postern/credential/x509';
import { parseBody } from '@postern/http-service';
import {
  type CertificateMaker,
  type IssuerContext,
  requireTenant,
  rotateSigningKey,
  saveCertificates,
  TenantError,
  type TenantKeyMaker,
} from '@postern/issuer';
import type { Request, Router } from 'express';
import { z } from 'zod';

import { queriedTenantOf } from './route-inputs.ts';

/** A chain for the present key and the anchor that it must lead to. */
const zChain = z.strictObject({
  certificates: z.array(z.base64()).min(1).max(5),
  anchor: z.base64(),
});

export type InternalKeyRoutesOptions = {
  assertLauncher: (request: Request) => void;
  keys: Pick<TenantKeyMaker, 'addKey'>;
  certify: CertificateMaker;
  /** Anchor of the development authority, if there is one. */
  anchor: string | null;
};

/** What an operator does with a bank's signing key. */
export function addInternalKeyRoutes(router: Router, context: IssuerContext, options: InternalKeyRoutesOptions): void {
  const { assertLauncher, keys, certify, anchor } = options;
  router.post('/internal/keys/rotation', async (request, response) => {
    assertLauncher(request);
    const tenant = queriedTenantOf(request);
    response
      .set('Cache-Control', 'no-store')
      .json(await rotateSigningKey(context, { tenant, keys, certify, actor: 'operator' }));
  });
  router.put('/internal/keys/certificates', async (request, response) => {
    assertLauncher(request);
    const tenant = await requireTenant(context, queriedTenantOf(request));
    const chain = parseBody(zChain, request);
    const view = await verifyCertificateChain({
      x5c: chain.certificates,
      trustAnchors: [chain.anchor],
      now: context.clock.now(),
    }).catch((cause: unknown) => {
      throw new TenantError('ERR_TENANT_CERTIFICATE', 'The chain does not lead to this anchor.', { cause });
    });
    const { x, crv } = tenant.publicJwk;
    if (view.publicJwk.crv !== crv || view.publicJwk.x !== x) {
      throw new TenantError('ERR_TENANT_CERTIFICATE', "The certificate is not for the bank's present key.");
    }
    await saveCertificates(context, { tenant: tenant.slug, certificates: chain.certificates });
    response.status(204).end();
  });
  router.get('/internal/keys/anchor', (request, response) => {
    assertLauncher(request);
    response.set('Cache-Control', 'no-store').json({ anchor });
  });
}
