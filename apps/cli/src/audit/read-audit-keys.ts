import { toPublicJwk } from '@postern/credential';
import type { AuditPublicKey } from '@postern/issuer';
import { parseStrictJson } from '@postern/primitives';
import { z } from 'zod';
import { AuditCommandError } from './audit-command-error.ts';

const zDidDocument = z.looseObject({
  id: z.string(),
  verificationMethod: z.array(z.looseObject({ id: z.string(), publicKeyJwk: z.unknown().optional() })),
});

/**
 * Audit keys of a bank from its DID document: methods whose fragment begins with `audit-`.
 *
 * @throws AuditCommandError the document is of another DID, or has no such key
 */
export const readAuditKeys = (options: { text: string; did: string }): AuditPublicKey[] => {
  const document = zDidDocument.parse(parseStrictJson(options.text));
  if (document.id !== options.did) {
    throw new AuditCommandError('ERR_AUDIT_COMMAND_DID', 'The DID document is of another bank than the file.', {
      details: { document: document.id, file: options.did },
    });
  }
  const keys = document.verificationMethod
    .map((method) => ({ ...method, id: method.id.startsWith('#') ? `${document.id}${method.id}` : method.id }))
    .filter(({ id }) => id.startsWith(`${document.id}#audit-`))
    .map(({ id, publicKeyJwk }) => ({ id, publicJwk: toPublicJwk(publicKeyJwk) }));
  if (keys.length === 0) {
    throw new AuditCommandError('ERR_AUDIT_COMMAND_DID', 'The DID document lists no audit key.');
  }
  return keys;
};
