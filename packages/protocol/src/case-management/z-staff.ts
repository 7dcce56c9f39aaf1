import { z } from 'zod';

/** A signed-in member of staff; `method` says how. */
export const zStaff = z.strictObject({
  staffId: z.string(),
  name: z.string(),
  role: z.enum(['analyst', 'approver', 'auditor']),
  method: z.enum(['passkey', 'demo']),
});
export type Staff = z.infer<typeof zStaff>;

/** `GET /staff/session`. */
export const zStaffSession = z.strictObject({
  staff: zStaff.nullable(),
  tenant: z.strictObject({ slug: z.string(), name: z.string() }),
  /** Non-empty only on a local chain with demo sign-in switched on. */
  demoStaff: z.array(z.strictObject({ staffId: z.string(), name: z.string() })),
});
export type StaffSession = z.infer<typeof zStaffSession>;

/** WebAuthn JSON from and to the browser; its inside is checked by the WebAuthn library. */
export const zWebAuthnJson = z.looseObject({ id: z.string() });
export const zWebAuthnOptions = z.strictObject({ options: z.looseObject({ challenge: z.string() }) });

/** `POST /staff/enrolment/options`, `POST /staff/enrolment`. */
export const zEnrolmentOptionsRequest = z.strictObject({ token: z.string() });
export const zEnrolmentRequest = z.strictObject({ token: z.string(), response: zWebAuthnJson });
/** `POST /staff/sign-in` after `POST /staff/sign-in/options`. */
export const zSignInRequest = z.strictObject({ response: zWebAuthnJson });
/** `POST /staff/demo-sign-in`. */
export const zDemoSignInRequest = z.strictObject({ staffId: z.string() });
