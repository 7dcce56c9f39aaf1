/**
 * The person at the bank's own page: reads the form, types the code, and follows where it leads.
 *
 * @returns the address that the bank sends the person back to
 */
export async function answerBankPage(options: {
  url: string;
  transactionCode: string;
  answer?: 'allow' | 'deny';
}): Promise<string> {
  const { url, transactionCode, answer = 'allow' } = options;
  const page = await fetch(url);
  const html = await page.text();
  const handle = /name="handle" value="([^"]+)"/.exec(html)?.[1];
  if (handle === undefined) throw new Error(`No form at the bank: ${page.status}`);
  const posted = await fetch(new URL(page.url).href.split('?')[0]!, {
    method: 'POST',
    body: new URLSearchParams({ handle, answer, tx_code: transactionCode }),
    redirect: 'manual',
  });
  const location = posted.headers.get('location');
  if (posted.status !== 303 || location === null)
    throw new Error(`The bank did not send the person back: ${posted.status}`);
  return location;
}
