/** Lets the browser save a text as a file. */
export function downloadText(options: { name: string; text: string }): void {
  const url = URL.createObjectURL(new Blob([options.text], { type: 'application/json' }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = options.name;
  anchor.click();
  URL.revokeObjectURL(url);
}
