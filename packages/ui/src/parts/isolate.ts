/** A name inside of a sentence, so that its direction of writing moves nothing around it (first strong isolate, UAX 9). */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}
