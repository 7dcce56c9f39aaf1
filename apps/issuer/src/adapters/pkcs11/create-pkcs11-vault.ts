import type { Vault } from '@postern/issuer';
import type { Random } from '@postern/primitives';

import type { Pkcs11Token } from './open-pkcs11-token.ts';

const LABEL = 'postern-wrapping-key/1';
const NONCE_BYTES = 12;

/** What only the bank's hardware may open: keys that sign, among them the seal key, which no token can hold. */
const HARDWARE_PURPOSES: ReadonlySet<string> = new Set(['tenant-key', 'did-key']);

/**
 * A vault whose signing keys are wrapped twice: by a key that never leaves the token, then as ever. No token knows the
 * curve of the seals, so that key is software while it works; at rest it is nothing without the token.
 */
export function createPkcs11Vault(options: { vault: Vault; token: Pkcs11Token; random: Random }): Vault {
  const { vault, token, random } = options;
  const contextOf = (purpose: string, context: string) => `${purpose}/${context}`;
  return {
    ...vault,
    seal: async ({ purpose, context, plaintext }) => {
      if (!HARDWARE_PURPOSES.has(purpose)) return vault.seal({ purpose, context, plaintext });
      const wrapped = token.encrypt({
        label: LABEL,
        context: contextOf(purpose, context),
        plaintext,
        nonce: random.bytes(NONCE_BYTES),
      });
      return vault.seal({ purpose, context, plaintext: wrapped });
    },
    open: async ({ purpose, context, sealed }) => {
      const opened = await vault.open({ purpose, context, sealed });
      if (!HARDWARE_PURPOSES.has(purpose)) return opened;
      return token.decrypt({ label: LABEL, context: contextOf(purpose, context), sealed: opened });
    },
  };
}
