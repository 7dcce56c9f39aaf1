import { computeIntegrity } from './integrity.ts';
import { type TypeMetadata, zTypeMetadata } from './z-type-metadata.ts';

export type TypeMetadataDocument = {
  /** What is served under the `vct` URL, byte for byte. */
  text: string;
  /** Value of `vct#integrity` (W3C Subresource Integrity). */
  integrity: string;
};

/** A Type Metadata document with its integrity: the text must be served as it is, or the integrity breaks. */
export async function createTypeMetadata(metadata: TypeMetadata): Promise<TypeMetadataDocument> {
  const text = JSON.stringify(zTypeMetadata.parse(metadata));
  return { text, integrity: await computeIntegrity(text) };
}
