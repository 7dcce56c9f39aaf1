import { canonicalizeJson, type JsonValue } from '@postern/primitives';
import type { ApplicationData } from '@postern/protocol';

import type { Vault } from '../vault/create-vault.ts';

/** Keyed digest of an application, which the decisions about it carry; tells nothing by itself. */
export function digestApplication(options: { vault: Vault; application: ApplicationData }): Promise<string> {
  return options.vault.digest('application', canonicalizeJson(options.application as unknown as JsonValue));
}
