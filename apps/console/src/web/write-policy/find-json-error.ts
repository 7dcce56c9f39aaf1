/**
 * Says where a text stops being JSON, as far as the browser tells; undefined where it is JSON.
 *
 * @returns a sentence that names the line
 */
export function findJsonError(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const line = readLine(text, error instanceof Error ? error.message : '');
    const place = line === undefined ? 'This is not JSON yet' : `Line ${line} is not JSON yet`;
    return `${place}: look for a missing quote, comma or bracket there or just before.`;
  }
}

/** Browsers name the line, or count characters. */
function readLine(text: string, message: string): number | undefined {
  const named = /line (\d+)/.exec(message)?.[1];
  if (named !== undefined) return Number(named);
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return text.slice(0, Number(position)).split('\n').length;
  return /end of/i.test(message) ? text.trimEnd().split('\n').length : undefined;
}
