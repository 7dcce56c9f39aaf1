import type { DIDDocument } from 'did-resolver';
import { type JWK } from 'jose';
/** Resolves did:web (http on this machine, where `web-did-resolver` knows https only) and did:jwk, without our code. */
export declare function resolveDidDocument(did: string): Promise<DIDDocument>;
/** Public key of a DID URL. @throws Error it is not in the document */
export declare function findDidKey(didUrl: string): Promise<JWK>;
/** Thumbprint of a did:jwk's key: whoever proves by `jwk` cannot know how the other side spells the DID. */
export declare function thumbprintOfDid(did: string): Promise<string>;
//# sourceMappingURL=resolve-did-document.d.ts.map
