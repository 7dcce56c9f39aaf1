import { createHash } from 'node:crypto';

import type { ConfirmationLinks, RebindingView } from '@postern/issuer';

import type { PageLanguage } from './page-texts.ts';
import { type RebindingTexts, rebindingTexts } from './rebinding-texts.ts';
import { escapeHtml, renderDocument } from './render-document.ts';

/**
 * Takes the secret out of the link's fragment, which no server sees, and posts it. It only reads: whoever opens links
 * before people do decides nothing.
 */
const OPENING_SCRIPT = `function open(){const token=location.hash.slice(1);if(/^[A-Za-z0-9_-]{43}$/.test(token)){history.replaceState(null,'',location.pathname);document.forms[0].elements.token.value=token;document.forms[0].submit()}else{document.getElementById('wait').hidden=true;document.getElementById('incomplete').hidden=false}}addEventListener('hashchange',open);open()`;
export const OPENING_SCRIPT_HASH = `'sha256-${createHash('sha256').update(OPENING_SCRIPT).digest('base64')}'`;

type Page = { language: PageLanguage; bankName: string };

/** What the link itself shows, whatever it names. */
export function renderOpeningPage(page: Page): string {
  const texts = textsOf(page);
  return renderDocument({
    ...page,
    title: texts.opening,
    script: OPENING_SCRIPT,
    body: `<p id="wait">${texts.opening}</p><p id="incomplete" hidden>${texts.incomplete}</p>
<noscript><p>${texts.needsScript}</p></noscript>
<form method="post"><input type="hidden" name="token"><input type="hidden" name="answer" value="read"></form>`,
  });
}

/** Where a re-binding stands, and while it waits the holder's two answers. */
export function renderRebindingPage(page: Page & { view: RebindingView; token: string }): string {
  const { language, view, token } = page;
  const texts = textsOf(page);
  if (view.state !== 'waiting') {
    return renderNotice(page, { title: texts[view.state], text: texts[`${view.state}Text`] });
  }
  return renderDocument({
    ...page,
    title: texts.title,
    body: `<h1>${texts.title}</h1>
<p>${texts.lead}</p>
<dl><dt>${texts.askedAt}</dt><dd>${formatMoment(language, view.startedAt)}</dd>
<dt>${texts.endsAt}</dt><dd>${formatMoment(language, view.dueAt)}</dd></dl>
${renderAnswer({ token, answer: 'confirm', label: texts.confirm, hint: texts.confirmHint })}
${renderAnswer({ token, answer: 'object', label: texts.object, hint: texts.objectHint, plain: true })}`,
  });
}

/** Links that open the old wallet on the bank's request. */
export function renderConfirmationPage(page: Page & { links: ConfirmationLinks; token: string }): string {
  const { links, token } = page;
  const texts = textsOf(page);
  return renderDocument({
    ...page,
    title: texts.walletTitle,
    body: `<h1>${texts.walletTitle}</h1>
<p>${texts.walletLead}</p>
<a class="button" href="${escapeHtml(links.walletUrl)}" target="_blank" rel="noopener noreferrer">${texts.openWallet}</a>
<a class="button plain" href="${escapeHtml(links.openid4vpUrl)}">${texts.openOther}</a>
${renderAnswer({ token, answer: 'read', label: texts.check, plain: true })}`,
  });
}

/** What a link without a re-binding, or with a wrong secret, shows. */
export function renderUnknownPage(page: Page): string {
  const texts = textsOf(page);
  return renderNotice(page, { title: texts.unknown, text: texts.unknownText });
}

function renderNotice(page: Page, options: { title: string; text: string }): string {
  const { title, text } = options;
  return renderDocument({ ...page, title, body: `<h1>${title}</h1><p>${text}</p>` });
}

function renderAnswer(options: {
  token: string;
  answer: 'read' | 'confirm' | 'object';
  label: string;
  hint?: string;
  plain?: boolean;
}): string {
  const { token, answer, label, hint, plain = false } = options;
  const note = hint === undefined ? '' : `<small id="${answer}-hint">${hint}</small>`;
  const described = hint === undefined ? '' : ` aria-describedby="${answer}-hint"`;
  return `<form method="post"><input type="hidden" name="token" value="${escapeHtml(token)}">
<button name="answer" value="${answer}"${plain ? ' class="plain"' : ''}${described}>${label}</button>${note}</form>`;
}

function textsOf({ language, bankName }: Page): RebindingTexts {
  return rebindingTexts({ language, bankName: escapeHtml(bankName) });
}

function formatMoment(language: PageLanguage, unixSeconds: number): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return `${format.format(unixSeconds * 1000)} UTC`;
}
