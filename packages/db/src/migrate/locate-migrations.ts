import { fileURLToPath } from 'node:url';

/** The two databases: of the issuer (personal data, encrypted) and of the verifier (none). */
export type DatabaseName = 'issuer' | 'verifier';

/** Absolute path of `prisma/<name>/migrations`; the same from sources and from the build. */
export const locateMigrations = (name: DatabaseName): string =>
  fileURLToPath(new URL(`../../../../prisma/${name}/migrations`, import.meta.url));
