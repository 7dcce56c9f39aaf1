import type { Mailer } from '@postern/issuer';

/**
 * The mail system of a local demo: a message is delivered by standing in the outbox, whose page (`/outbox`) is everybody's
 * mailbox. Nothing leaves the machine.
 */
export function createDemoMailer(): Mailer {
  return { send: async () => {} };
}
