import { HttpError, parseBody } from '@postern/http-service';
import {
  addAnotherPasskey,
  type CertificateMaker,
  type IssuerContext,
  prepareAnotherPasskey,
  prepareStepUp,
  readAccount,
  removeMember,
  removeOwnPasskey,
  requireSession,
  type SignedInStaff,
  type StepUpAction,
  stepKeyRevocation,
  type TenantKeyMaker,
} from '@postern/issuer';
import {
  zAnotherPasskey,
  zConfirmedRequest,
  zKeyRevocationRequest,
  zStaffAccount,
  zStepUpOptions,
  zStepUpRequest,
  zWebAuthnOptions,
} from '@postern/protocol';
import type { Request, Router } from 'express';

import { readSessionCookie } from './cookies.ts';
import { createPasskeyOptions, PASSKEY_TIMEOUT_MS } from './passkey-options.ts';

/** The signed-in person's passkeys, the members of the bank's staff, and the emergency revocation of a signing key. */
export function addStaffAccountRoutes(
  router: Router,
  context: IssuerContext,
  options: { keys: Pick<TenantKeyMaker, 'addKey'>; certify: CertificateMaker },
): void {
  const rpId = new URL(context.settings.portalUrl).hostname;
  const session = (request: Request): Promise<SignedInStaff> =>
    requireSession(context, { token: readSessionCookie(request) });
  const account = async (signedIn: SignedInStaff) => zStaffAccount.parse(await readAccount(context, { signedIn }));

  router.get('/staff/account', async (request, response) => {
    response.json(await account(await session(request)));
  });
  router.post('/staff/step-up/options', async (request, response) => {
    const signedIn = await session(request);
    const { action, target } = parseBody(zStepUpRequest, request);
    const named = target === undefined ? action : `${action}/${target}`;
    const prepared = await prepareStepUp(context, { signedIn, action: named as StepUpAction });
    const allowCredentials = prepared?.credentialIds.map((id) => ({ type: 'public-key', id })) ?? [];
    const { challenge } = prepared ?? { challenge: '' };
    const asked = { challenge, rpId, allowCredentials, userVerification: 'required', timeout: PASSKEY_TIMEOUT_MS };
    response.json(zStepUpOptions.parse({ options: prepared === null ? null : asked }));
  });
  router.post('/staff/passkeys/options', async (request, response) => {
    const signedIn = await session(request);
    const { assertion } = parseBody(zConfirmedRequest, request);
    const { challenge, known } = await prepareAnotherPasskey(context, { signedIn, assertion });
    const created = createPasskeyOptions({ staff: signedIn.staff, challenge, rpId, known });
    response.json(zWebAuthnOptions.parse({ options: created }));
  });
  router.post('/staff/passkeys', async (request, response) => {
    const signedIn = await session(request);
    await addAnotherPasskey(context, { signedIn, ...parseBody(zAnotherPasskey, request) });
    response.status(201).json(await account(signedIn));
  });
  router.post('/staff/passkeys/:credentialId/removal', async (request, response) => {
    const signedIn = await session(request);
    const { assertion } = parseBody(zConfirmedRequest, request);
    await removeOwnPasskey(context, { signedIn, assertion, credentialId: nameOf(request, 'credentialId') });
    response.json(await account(signedIn));
  });
  router.post('/staff/members/:staffId/removal', async (request, response) => {
    const signedIn = await session(request);
    const { assertion } = parseBody(zConfirmedRequest, request);
    await removeMember(context, { signedIn, assertion, staffId: nameOf(request, 'staffId') });
    response.json(await account(signedIn));
  });
  router.post('/staff/keys/:keyName/revocation', async (request, response) => {
    const signedIn = await session(request);
    const { step, assertion } = parseBody(zKeyRevocationRequest, request);
    await stepKeyRevocation(context, { signedIn, step, assertion, keyName: nameOf(request, 'keyName'), ...options });
    response.json(await account(signedIn));
  });
}

/** A name in the address. @throws {HttpError} `ERR_NOT_FOUND` it cannot be one of ours */
function nameOf(request: Request, parameter: string): string {
  const name = request.params[parameter];
  if (typeof name === 'string' && /^[A-Za-z0-9_-]{1,200}$/.test(name)) return name;
  throw new HttpError('ERR_NOT_FOUND', 'There is nothing at this address.');
}
