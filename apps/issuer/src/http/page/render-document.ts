import { PAGE_STYLE } from './page-style.ts';
import type { PageLanguage } from './page-texts.ts';

const MARK = `<svg viewBox="0 0 16 16" aria-hidden="true"><path fill-rule="evenodd" d="M2.5 1h11A1.5 1.5 0 0 1 15 2.5V15h-4V8a3 3 0 0 0-6 0v7H1V2.5A1.5 1.5 0 0 1 2.5 1Z"/><path d="M7.4 8.2h1.2V15H7.4z"/></svg>`;

/** Text as HTML, also inside a quoted attribute. */
export function escapeHtml(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');
}

/** A page of the bank: its name, one card, one style sheet and at most one script. Title and body are HTML already. */
export function renderDocument(options: {
  language: PageLanguage;
  title: string;
  bankName: string;
  body: string;
  script?: string;
}): string {
  const { language, title, bankName, body, script } = options;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title} · ${escapeHtml(bankName)}</title><style>${PAGE_STYLE}</style></head>
<body><main><header>${MARK}<span>${escapeHtml(bankName)}</span></header><section>${body}</section></main>${
    script === undefined ? '' : `<script>${script}</script>`
  }</body></html>`;
}
