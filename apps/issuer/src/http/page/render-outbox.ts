import type { ListedMail } from '@postern/issuer';

import { escapeHtml, renderDocument } from './render-document.ts';

/** The demo's mailbox: every message that the banks of this service sent, newest first. */
export function renderOutboxPage(options: { mails: readonly ListedMail[]; publicUrl: string }): string {
  const { mails, publicUrl } = options;
  const articles = mails.map(
    (mail) => `<article><h2>${escapeHtml(mail.subject)}</h2>
<small>${escapeHtml(mail.to)} · ${new Date(mail.createdAt * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC${
      mail.sent ? '' : ' · not sent yet'
    }</small>
<pre>${linkOwnAddresses(escapeHtml(mail.text), publicUrl)}</pre></article>`,
  );
  const none = '<p>No message yet. A bank writes here when a live credential is to move to another wallet.</p>';
  return renderDocument({
    language: 'en',
    title: 'Outbox',
    bankName: 'Demo outbox',
    body: `<h1>Outbox</h1><p>E-mails of this local demo. None of them leaves the machine.</p>${articles.join('\n') || none}`,
  });
}

/** Addresses of this service become links, others stay text. */
function linkOwnAddresses(html: string, publicUrl: string): string {
  return html.replaceAll(/https?:\/\/[\w.:/#-]+/g, (url) =>
    url.startsWith(`${publicUrl}/`) ? `<a href="${url}">${url}</a>` : url,
  );
}
