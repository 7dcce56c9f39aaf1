import path from 'node:path';
import { writePrivateFile } from '../write-private-file.ts';

/** What the issuer service makes sure of at start (`ISSUER_SEED_FILE`). */
export type IssuerSeed = {
  tenants: {
    slug: string;
    name: string;
    /** Number in the trust registry. */
    issuerId: number;
    listId: number;
    schema: 'kyc-person/1';
    /** Account that moves the status roots. */
    operatorPrivateKey: `0x${string}`;
    staff: { id: string; name: string; role: 'analyst' | 'approver' }[];
  }[];
};

/** What the verifier service makes sure of at start (`VERIFIER_SEED_FILE`). */
export type VerifierSeed = {
  protocols: {
    slug: string;
    name: string;
    apiKey: string;
    policyIds: `0x${string}`[];
    origins: string[];
    /** Issuer URLs and DIDs whose credentials count. */
    trustedIssuers: string[];
  }[];
};

export type WriteSeedFilesOptions = { dir: string; issuer: IssuerSeed; verifier: VerifierSeed };

/** Writes both seeds (they hold keys: mode 0600) and answers their paths. */
export const writeSeedFiles = async (options: WriteSeedFilesOptions): Promise<{ issuer: string; verifier: string }> => {
  const files = { issuer: path.join(options.dir, 'issuer.json'), verifier: path.join(options.dir, 'verifier.json') };
  await writePrivateFile(files.issuer, `${JSON.stringify(options.issuer, null, 2)}\n`);
  await writePrivateFile(files.verifier, `${JSON.stringify(options.verifier, null, 2)}\n`);
  return files;
};
