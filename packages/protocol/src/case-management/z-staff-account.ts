import { z } from 'zod';

import { zUnixSeconds } from '../common/z-primitives.ts';
import { zWebAuthnJson } from './z-staff.ts';

/** Confirmation of one act by the signed-in person's passkey; null for a demo session. */
const zConfirmed = z.strictObject({ assertion: zWebAuthnJson.nullable() });

const NAME = /^[A-Za-z0-9_-]{1,200}$/;

/** `POST /staff/step-up/options`: which act is to be confirmed. */
export const zStepUpRequest = z.strictObject({
  action: z.enum([
    'add-passkey',
    'remove-passkey',
    'remove-member',
    'propose-key-revocation',
    'confirm-key-revocation',
    'withdraw-key-revocation',
  ]),
  /** Passkey, member or key that it is about. */
  target: z.string().regex(NAME).optional(),
});

/** WebAuthn request options for it; null where a demo session signs nothing. */
export const zStepUpOptions = z.strictObject({ options: z.looseObject({ challenge: z.string() }).nullable() });

/** `POST /staff/passkeys/options`, `POST /staff/passkeys/:id/removal`, `POST /staff/members/:id/removal`. */
export const zConfirmedRequest = zConfirmed;

/** `POST /staff/passkeys`. */
export const zAnotherPasskey = z.strictObject({ response: zWebAuthnJson });

/** `POST /staff/keys/:keyName/revocation`. */
export const zKeyRevocationRequest = z.strictObject({
  ...zConfirmed.shape,
  step: z.enum(['propose', 'confirm', 'withdraw']),
});

/** `GET /staff/account`: what the signed-in person signs in with, and what the bank signs with. */
export const zStaffAccount = z.strictObject({
  passkeys: z.array(
    z.strictObject({
      id: z.string(),
      createdAt: zUnixSeconds,
      /** When its counter last went back: a sign of a copy, or of a passkey that is synced. */
      regressedAt: zUnixSeconds.nullable(),
    }),
  ),
  members: z.array(
    z.strictObject({
      staffId: z.string(),
      name: z.string(),
      role: z.string(),
      /** Passkeys whose counter went back in the last 30 days. */
      warnings: z.int(),
      removable: z.boolean(),
    }),
  ),
  keys: z.array(
    z.strictObject({
      keyName: z.string(),
      createdAt: zUnixSeconds,
      retiredAt: zUnixSeconds.nullable(),
      revokedAt: zUnixSeconds.nullable(),
      /** One person wants it revoked. */
      proposedBy: z.strictObject({ staffId: z.string(), name: z.string() }).nullable(),
    }),
  ),
});
export type StaffAccount = z.infer<typeof zStaffAccount>;
