import { readFile } from 'node:fs/promises';
import { bytesToHex, type Random } from '@postern/primitives';
import { z } from 'zod';
import { writePrivateFile } from './write-private-file.ts';

const zKey = z.string().regex(/^[0-9a-f]{64}$/);
const zPrivateKey = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .transform((key) => key as `0x${string}`);

const zSecrets = z.strictObject({
  issuerMasterKey: zKey,
  verifierMasterKey: zKey,
  /** Moves the demo bank's status roots. */
  operatorPrivateKey: zPrivateKey,
  /** What the demo protocol's server shows to the verifier. */
  demoApiKey: z.string().min(32),
  /** Lets the launcher into the issuer's internal addresses. */
  launcherToken: zKey,
});

/** Made once per data folder; whoever reads the file can act as the local bank. */
export type Secrets = z.output<typeof zSecrets>;

export type LoadSecretsOptions = { file: string; random: Random };

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** The secrets of a data folder that an earlier start filled; undefined where none did. */
export const readSecrets = async (file: string): Promise<Secrets | undefined> => {
  try {
    return zSecrets.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (!isMissing(error)) throw error;
    return undefined;
  }
};

/** Reads the data folder's secrets, or makes them at the first start (mode 0600). */
export const loadSecrets = async ({ file, random }: LoadSecretsOptions): Promise<Secrets> => {
  const known = await readSecrets(file);
  if (known !== undefined) return known;
  const key = (): string => bytesToHex(random.bytes(32)).slice(2);
  const secrets = zSecrets.parse({
    issuerMasterKey: key(),
    verifierMasterKey: key(),
    operatorPrivateKey: `0x${key()}`,
    demoApiKey: `pk_${key()}`,
    launcherToken: key(),
  });
  await writePrivateFile(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
};
