import type { Secrets } from '../load-secrets.ts';
import type { PlacedChain, ServiceName } from './service-plan.ts';
import type { IssuerSeed, VerifierSeed } from './write-seed-files.ts';

/** The demo bank, which the issuer serves. */
export const BANK = { slug: 'demo-bank', name: 'Aurora Bank' } as const;
/** The demo protocol, which asks the verifier. */
const PROTOCOL = { slug: 'demo-vault', name: 'Harbor Vault' } as const;

/** The bank by its issuer URL and by its DID: SD-JWT VCs name the one, W3C credentials the other. */
const describeBankIdentity = (issuerUrl: string): string[] => {
  const { host } = new URL(issuerUrl);
  return [`${issuerUrl}/t/${BANK.slug}`, `did:web:${host.replace(':', '%3A')}:t:${BANK.slug}`];
};

type SeedChain = {
  record: Pick<PlacedChain['record'], 'issuerId' | 'policyId'>;
  vault: Pick<PlacedChain['vault'], 'url'>;
};

/** What issuer and verifier make sure of at start: one bank with two members of staff, one protocol that trusts it. */
export const planSeeds = (options: {
  /** The first names the bank: it has one number on all of them. */
  chains: readonly [SeedChain, ...SeedChain[]];
  secrets: Secrets;
  urls: Record<ServiceName, string>;
}): { issuer: IssuerSeed; verifier: VerifierSeed } => {
  const { chains, secrets, urls } = options;
  const bank: IssuerSeed['tenants'][number] = {
    ...BANK,
    issuerId: chains[0].record.issuerId,
    listId: 0,
    schema: 'kyc-person/1',
    operatorPrivateKey: secrets.operatorPrivateKey,
    staff: [
      { id: 'maker', name: 'Mara Lindqvist', role: 'analyst' },
      { id: 'checker', name: 'Jonas Adeyemi', role: 'approver' },
    ],
  };
  const protocol: VerifierSeed['protocols'][number] = {
    ...PROTOCOL,
    apiKey: secrets.demoApiKey,
    policyIds: chains.map(({ record }) => record.policyId),
    origins: chains.map(({ vault }) => vault.url),
    trustedIssuers: describeBankIdentity(urls.issuer),
  };
  return { issuer: { tenants: [bank] }, verifier: { protocols: [protocol] } };
};
