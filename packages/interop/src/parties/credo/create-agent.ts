import { EventEmitter } from 'node:events';

import {
  Agent,
  type AgentDependencies,
  type DependencyManager,
  type DidResolver,
  DidDocument,
  DidsModule,
  InjectionSymbols,
  JsonTransformer,
  JwkDidResolver,
  KeyDidResolver,
  Kms,
  type Module,
  X509Module,
} from '@credo-ts/core';
import { OpenId4VcModule, type OpenId4VcIssuerModuleConfigOptions } from '@credo-ts/openid4vc';

import { resolveDidDocument } from '../../support/resolve-did-document.ts';
import { MemoryKeys } from './memory-keys.ts';
import { MemoryStorage } from './memory-storage.ts';

/** did:web over http on this machine, where Credo's own resolver knows https only. */
const loopbackDidWeb: DidResolver = {
  supportedMethods: ['web'],
  allowsCaching: false,
  allowsLocalDidRecord: false,
  resolve: async (_context, did) => ({
    didDocument: JsonTransformer.fromJSON(await resolveDidDocument(did), DidDocument),
    didDocumentMetadata: {},
    didResolutionMetadata: {},
  }),
};

class NoFiles {
  readonly dataPath = '';
  readonly cachePath = '';
  readonly tempPath = '';
}

const dependencies = {
  FileSystem: NoFiles,
  EventEmitterClass: EventEmitter,
  fetch: globalThis.fetch,
  WebSocketClass: class {},
} as unknown as AgentDependencies;

const memoryModule: Module = {
  register: (manager: DependencyManager) => {
    manager.registerInstance(InjectionSymbols.StorageService, new MemoryStorage());
  },
};

/** What every agent here has: storage and keys in memory, http on this machine. */
function commonModules(trustedCertificates: string[]) {
  return {
    memory: memoryModule,
    kms: new Kms.KeyManagementModule({ backends: [new MemoryKeys()] }),
    dids: new DidsModule({ resolvers: [loopbackDidWeb, new KeyDidResolver(), new JwkDidResolver()] }),
    x509: new X509Module({ trustedCertificates }),
  };
}

/**
 * A real agent of `@credo-ts/core` with `@credo-ts/openid4vc`, as a wallet.
 *
 * @param options.trustedCertificates base64 DER of the authorities whose chains it takes
 */
export async function createWalletAgent(options: { trustedCertificates?: string[] } = {}) {
  const modules = { ...commonModules(options.trustedCertificates ?? []), openid4vc: new OpenId4VcModule() };
  const agent = new Agent({
    config: { allowInsecureHttpUrls: true, autoUpdateStorageOnStartup: true },
    dependencies,
    modules,
  });
  await agent.initialize();
  return agent;
}

/** The same as issuer and verifier, under an address of this machine that the caller listens at. */
export async function createServerAgent(options: {
  origin: string;
  issue: OpenId4VcIssuerModuleConfigOptions['credentialRequestToCredentialMapper'];
}) {
  const { origin, issue } = options;
  const openid4vc = new OpenId4VcModule({
    issuer: { baseUrl: `${origin}/oid4vci`, credentialRequestToCredentialMapper: issue },
    verifier: { baseUrl: `${origin}/oid4vp` },
  });
  const modules = { ...commonModules([]), openid4vc };
  const agent = new Agent({
    config: { allowInsecureHttpUrls: true, autoUpdateStorageOnStartup: true },
    dependencies,
    modules,
  });
  await agent.initialize();
  return { agent, app: openid4vc.config.app };
}
