import { DidError, type DidResolver, parseDidDocument } from '@postern/credential';
import { Resolver } from 'did-resolver';
import { getResolver } from 'ethr-did-resolver';

export type DidEthrOptions = {
  rpcUrl: string;
  chainId: number;
  /** ERC-1056 registry on that chain. */
  registry: string;
};

/** The library retries without end when the chain is away. */
const TIMEOUT_MS = 5000;

/**
 * did:ethr of one chain, read from its ERC-1056 registry. Only names with this chain's id are resolved: a name without
 * one means mainnet. Keys are those that the document writes out; an account alone verifies no JWS.
 *
 * The resolver throws {DidError} `ERR_DID_METHOD` another chain, `ERR_DID_UNREACHABLE`, `ERR_DID_NOT_FOUND` deactivated,
 * `ERR_DID_DOCUMENT`.
 */
export function createDidEthrMethod(options: DidEthrOptions): DidResolver {
  const { rpcUrl, chainId, registry } = options;
  const prefix = `did:ethr:0x${chainId.toString(16)}:`;
  let resolver: Resolver | undefined;
  return async (did) => {
    if (!did.startsWith(prefix)) throw new DidError('ERR_DID_METHOD', 'This did:ethr is of another chain.');
    // Made when first needed: it opens a connection.
    resolver ??= new Resolver(getResolver({ networks: [{ name: 'chain', chainId, rpcUrl, registry }] }));
    const { didDocument, didResolutionMetadata, didDocumentMetadata } = await withinTime(resolver.resolve(did));
    if (didResolutionMetadata.error === 'invalidDid') {
      throw new DidError('ERR_DID_MALFORMED', 'This is not a did:ethr.');
    }
    if (didResolutionMetadata.error !== undefined || didDocument === null) {
      throw new DidError('ERR_DID_UNREACHABLE', 'The chain gave no DID document.');
    }
    if (didDocumentMetadata.deactivated === true) throw new DidError('ERR_DID_NOT_FOUND', 'The DID was deactivated.');
    return parseDidDocument({ did, text: JSON.stringify(didDocument) });
  };
}

async function withinTime<T>(asked: Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const late = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  try {
    return await Promise.race([asked, late]);
  } catch (cause) {
    throw new DidError('ERR_DID_UNREACHABLE', 'The chain gave no DID document.', { cause });
  }
}
