import { resolveDid } from '@postern/credential';
import type { DIDDocument, DIDResolutionResult, DIDResolver, ResolverRegistry } from 'did-resolver';
import { getResolver } from 'ethr-did-resolver';

/**
 * DID methods of the agent beside the banks' own did:web: did:key and did:jwk need no network, did:ethr is read from the
 * ERC-1056 registry of this chain. No foreign did:web: the issuer fetches no document that a stranger names.
 */
export function createAgentResolvers(options: {
  rpcUrl: string;
  chainId: number;
  /** The zero address: did:ethr is not resolved. */
  registry: string;
}): ResolverRegistry {
  const { rpcUrl, chainId, registry } = options;
  const offline: DIDResolver = async (did) => {
    try {
      const { document } = await resolveDid({ did, fetchText: refuseFetch, allowLoopbackHttp: false });
      return answer(document as unknown as DIDDocument);
    } catch {
      return answer(null, 'invalidDid');
    }
  };
  const methods: ResolverRegistry = { key: offline, jwk: offline };
  if (BigInt(registry) === 0n) return methods;
  let ethr: DIDResolver | undefined;
  return {
    ...methods,
    ethr: (did, ...rest) => {
      // Made when first needed: it opens a connection.
      ethr ??= getResolver({ networks: [{ name: 'chain', chainId, rpcUrl, registry }] }).ethr as DIDResolver;
      // A name without this chain's id means another one.
      if (!did.startsWith(`did:ethr:0x${chainId.toString(16)}:`))
        return Promise.resolve(answer(null, 'unsupportedDid'));
      return ethr(did, ...rest);
    },
  };
}

function answer(didDocument: DIDDocument | null, error?: string): DIDResolutionResult {
  return {
    didDocument,
    didDocumentMetadata: {},
    didResolutionMetadata: error === undefined ? { contentType: 'application/did+json' } : { error },
  };
}

async function refuseFetch(): Promise<never> {
  throw new Error('nothing is fetched here');
}
