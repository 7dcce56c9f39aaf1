/** gzip, the form in which the bit file is stored and sent. */
export async function packBits(bits: Uint8Array): Promise<Uint8Array> {
  const stream = new CompressionStream('gzip');
  const out = new Blob([bits as BlobPart]).stream().pipeThrough(stream as ReadableWritablePair<Uint8Array, BlobPart>);
  return new Uint8Array(await new Response(out as ReadableStream).arrayBuffer());
}
