import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { PAGE_STYLE_HASH } from './page-style.ts';
import { chooseLanguage } from './page-texts.ts';
import { renderAuthorizationPage, renderGonePage } from './render-page.ts';

const HOSTILE = `"><script>alert('$&')</script><i x="`;
const page = {
  language: 'en',
  bankName: 'Aurora Bank',
  receiver: 'wallet.example',
  handle: 'handle',
  asksCollectionCode: true,
} as const;

describe('the authorization page', () => {
  it('is one form with labelled fields, and says whom the answer goes to', () => {
    const html = renderAuthorizationPage(page);
    expect(html.match(/<form /g)).toHaveLength(1);
    for (const id of ['collection', 'tx']) {
      expect(html).toContain(`<label for="${id}">`);
      expect(html).toContain(`aria-describedby="${id}-hint"`);
    }
    expect(html).toContain('<dd>wallet.example</dd>');
    expect(renderAuthorizationPage({ ...page, asksCollectionCode: false })).not.toContain('collection_code');
  });

  it('shows every value as text', () => {
    for (const html of [
      renderAuthorizationPage({
        ...page,
        bankName: HOSTILE,
        receiver: HOSTILE,
        handle: HOSTILE,
        collectionCode: HOSTILE,
      }),
      renderGonePage({ language: 'en', bankName: HOSTILE }),
    ]) {
      expect(html).not.toMatch(/<script|<i x=/);
      expect(html).toContain('&quot;&gt;&lt;script&gt;alert(&#39;$&amp;&#39;)');
    }
  });

  it('carries the one style sheet that its policy names', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(renderAuthorizationPage(page))?.[1] ?? '';
    expect(PAGE_STYLE_HASH).toBe(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(renderAuthorizationPage(page)).not.toMatch(/ style=| on[a-z]+=|https?:\/\/(?!www\.w3\.org)/);
  });

  it('tells what went wrong and how often one may try', () => {
    const refused = (attemptsLeft: number | undefined) =>
      renderAuthorizationPage({ ...page, refusal: { attemptsLeft } });
    expect(refused(2)).toMatch(/role="alert">[^<]*2</);
    expect(refused(undefined)).toMatch(/role="alert">[^<\d]*</);
  });

  it("speaks the reader's language where it can", () => {
    expect(chooseLanguage(['fr-CH', 'de'])).toBe('fr');
    expect(chooseLanguage(['el', 'DE-at'])).toBe('de');
    expect(chooseLanguage(['*', 'constructor'])).toBe('en');
    expect(renderGonePage({ language: 'de', bankName: 'Bank' })).toContain('<html lang="de">');
  });
});
