import { type PageLanguage, type PageTexts, pageTexts } from './page-texts.ts';
import { escapeHtml, renderDocument } from './render-document.ts';

type AuthorizationPage = {
  language: PageLanguage;
  bankName: string;
  /** Host that the wallet's answer goes to: what the person must recognise. */
  receiver: string;
  handle: string;
  /** Asked for where the wallet named no offer. */
  asksCollectionCode: boolean;
  collectionCode?: string;
  refusal?: { attemptsLeft: number | undefined };
};

/** The page on which a person lets a wallet have the credentials: one form, no script. */
export function renderAuthorizationPage(page: AuthorizationPage): string {
  const { language, bankName, receiver, handle, asksCollectionCode, collectionCode = '', refusal } = page;
  const texts = pageTexts(language);
  const alert = refusal === undefined ? '' : renderAlert(texts, refusal.attemptsLeft);
  const collection = asksCollectionCode
    ? `<label for="collection">${texts.collectionCode}</label><small id="collection-hint">${texts.collectionHint}</small>
<input id="collection" name="collection_code" type="text" required maxlength="12" autocapitalize="characters" autocomplete="off" spellcheck="false" aria-describedby="collection-hint" value="${escapeHtml(collectionCode)}">`
    : '';
  return renderDocument({
    language,
    title: texts.title,
    bankName,
    body: `${alert}<h1>${texts.title}</h1>
<p>${texts.lead.replace('{}', () => escapeHtml(bankName))}</p>
<dl><dt>${texts.receiver}</dt><dd>${escapeHtml(receiver)}</dd><dd>${texts.receiverHint}</dd></dl>
<form method="post"><input type="hidden" name="handle" value="${escapeHtml(handle)}">
${collection}
<label for="tx">${texts.transactionCode}</label><small id="tx-hint">${texts.transactionHint}</small>
<input id="tx" name="tx_code" type="text" required maxlength="12" inputmode="numeric" pattern="[0-9 ]*" autocomplete="one-time-code" aria-describedby="tx-hint">
<button name="answer" value="allow">${texts.agree}</button>
<button name="answer" value="deny" class="plain" formnovalidate>${texts.refuse}</button></form>`,
  });
}

/** What a used, stale or foreign link shows. */
export function renderGonePage(options: { language: PageLanguage; bankName: string }): string {
  const texts = pageTexts(options.language);
  const body = `<h1>${texts.gone}</h1><p>${texts.goneHint}</p>`;
  return renderDocument({ ...options, title: texts.gone, body });
}

function renderAlert(texts: PageTexts, attemptsLeft: number | undefined): string {
  const left = attemptsLeft === undefined ? '' : ` ${texts.attempts.replace('{}', String(attemptsLeft))}`;
  return `<div role="alert">${texts.wrong}${left}</div>`;
}
