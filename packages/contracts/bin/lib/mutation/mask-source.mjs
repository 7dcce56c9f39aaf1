/**
 * Blanks comments, strings and import lines with spaces, so that every offset of what is left is an offset of the source.
 *
 * @param {string} source Solidity
 */
export function maskSource(source) {
  const blank = (text) => text.replace(/[^\n]/g, ' ');
  return source
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, blank)
    .replace(/"(?:[^"\\\n]|\\.)*"/g, blank)
    .replace(/^(?:import|pragma)\b[\s\S]*?;/gm, blank);
}
