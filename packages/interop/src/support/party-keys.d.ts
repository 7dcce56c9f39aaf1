import { type CryptoKey, type JWK } from 'jose';
/** A P-256 key of an independent party, made and held by `jose`. */
export type PartyKey = {
  privateKey: CryptoKey;
  jwk: JWK;
  did: string;
  thumbprint: string;
};
export declare function createPartyKey(): Promise<PartyKey>;
//# sourceMappingURL=party-keys.d.ts.map
