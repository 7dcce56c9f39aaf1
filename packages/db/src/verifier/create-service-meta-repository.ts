import { tellOutages } from '../client/outage.ts';
import type { VerifierClient } from './create-verifier-client.ts';

/** Facts about the service itself, written once. */
export type ServiceMetaRepository = {
  read(key: string): Promise<string | undefined>;
  /** Writes unless the key is there. @returns what is kept: of two writers, the first one's */
  insert(key: string, value: string): Promise<string>;
};

/** Service facts in the verifier database. */
export const createServiceMetaRepository = (db: VerifierClient): ServiceMetaRepository => {
  const read = async (key: string) => (await db.serviceMeta.findUnique({ where: { key } }))?.value;
  return tellOutages<ServiceMetaRepository>({
    read,
    async insert(key, value) {
      await db.serviceMeta.createMany({ data: [{ key, value }], skipDuplicates: true });
      return (await read(key)) ?? value;
    },
  });
};
