import {
  continueIssuance,
  ensureHolderSecret,
  fetchIssuerMetadata,
  HolderError,
  joinRegistries,
  keepCredential,
  keepIssuance,
  readIssuance,
  type ReceiveResult,
  type ReceiveStep,
  removeIssuance,
  replaceCredential,
  type StoredCredential,
  type Vault,
} from '@postern/holder';
import type { WalletServices } from '../wallet/create-services.ts';

/** Copies to ask for: one for each showing, so that sites cannot recognise each other's visitor. */
const COPIES = 5;
/** An outage is worth another try; a refusal is not, and its session must not stand in the way of a fresh offer. */
const WORTH_KEEPING = new Set([
  'ERR_HTTP_UNREACHABLE',
  'ERR_VAULT_CONFLICT',
  'ERR_ISSUER_METADATA',
  'ERR_DID_UNREACHABLE',
  'ERR_STORAGE_FULL',
  'ERR_STORAGE_CLOSED',
  'ERR_STORAGE_FAILED',
]);

export type ContinueKeptOptions = {
  id: string;
  services: WalletServices;
  vault: Vault;
  /** The issuer has said elsewhere that it is done. */
  isReady: boolean;
  onProgress?: (step: ReceiveStep) => void;
};

/**
 * Goes on with a kept issuance, one tab at a time.
 *
 * @throws {HolderError} ERR_ISSUANCE_ENDED nothing is on its way under the id, or not any more; or what `continueIssuance` throws; a refused issuance is forgotten
 */
export function continueKept(options: ContinueKeptOptions): Promise<ReceiveResult> {
  return navigator.locks.request(`postern-issuance-${options.id}`, () => goOn(options));
}

async function goOn({ id, services, vault, isReady, onProgress }: ContinueKeptOptions): Promise<ReceiveResult> {
  try {
    const record = await readIssuance(vault, id);
    if (record === undefined) throw new HolderError('ERR_ISSUANCE_ENDED', 'Nothing is on its way.');
    const { session, replaces } = record;
    let kept: StoredCredential | undefined;
    const result = await continueIssuance({
      ...services,
      chain: joinRegistries(services.chains),
      session,
      issuer: await fetchIssuerMetadata({ ...session, http: services.http, locale: services.locale }),
      holderSecret: await ensureHolderSecret({ vault, random: services.random }),
      copies: COPIES,
      isReady,
      trustAnchors: services.config.trustAnchors,
      keep: async (credential) => {
        if (replaces === undefined) await keepCredential(vault, credential);
        else kept = await replaceCredential(vault, { id: replaces, credential });
        void services.persistence.askOnce();
      },
      keepSession: (current) => keepIssuance(vault, { id, session: current, replaces }),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    if (result.state === 'waiting') return result;
    await removeIssuance(vault, id);
    void services.refreshStatus().catch(() => undefined);
    return { ...result, credential: kept ?? result.credential };
  } catch (error) {
    const code = (error as { code?: unknown } | undefined)?.code;
    if (!WORTH_KEEPING.has(String(code))) await removeIssuance(vault, id).catch(() => undefined);
    throw error;
  }
}
