import { tellOutages } from '../client/outage.ts';
import type { IssuerClient } from './create-issuer-client.ts';

/** Facts about the service itself, by name. */
export type ServiceFacts = {
  read(key: string): Promise<string | null>;
  /** Writes a fact that is not there yet and returns the one that stands: of several writers the first wins. */
  readOrAdd(key: string, value: string): Promise<string>;
};

export const createServiceFacts = ({ client }: { client: IssuerClient }): ServiceFacts =>
  tellOutages<ServiceFacts>({
    read: async (key) => (await client.serviceMeta.findUnique({ where: { key } }))?.value ?? null,
    readOrAdd: async (key, value) => {
      await client.serviceMeta.createMany({ data: [{ key, value }], skipDuplicates: true });
      return (await client.serviceMeta.findUniqueOrThrow({ where: { key } })).value;
    },
  });
