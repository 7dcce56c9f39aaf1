import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { PAGE_STYLE_HASH } from './page-style.ts';
import { renderOutboxPage } from './render-outbox.ts';
import {
  OPENING_SCRIPT_HASH,
  renderConfirmationPage,
  renderOpeningPage,
  renderRebindingPage,
  renderUnknownPage,
} from './render-rebinding.ts';

const HOSTILE = `"><script>alert('$&')</script><i x="`;
const links = { walletUrl: `https://wallet.example/?a=1&b=${HOSTILE}`, openid4vpUrl: `openid4vp://?${HOSTILE}` };
const view = { state: 'waiting', startedAt: 1_790_000_000, dueAt: 1_790_259_200 } as const;
const page = { language: 'en', bankName: 'Aurora Bank' } as const;

describe('the pages of a move to another wallet', () => {
  it('show every value as text', () => {
    const hostile = { language: 'en', bankName: HOSTILE, token: HOSTILE } as const;
    for (const html of [
      renderRebindingPage({ ...hostile, view }),
      renderRebindingPage({ ...hostile, view: { ...view, state: 'held' } }),
      renderConfirmationPage({ ...hostile, links }),
      renderUnknownPage(hostile),
      renderOutboxPage({
        mails: [{ tenant: 't', to: HOSTILE, subject: HOSTILE, text: HOSTILE, createdAt: 0, sent: true }],
        publicUrl: 'https://bank.example',
      }),
    ]) {
      expect(html).not.toMatch(/<script|<i x=/);
      expect(html).toContain('&quot;&gt;&lt;script&gt;alert(&#39;$&amp;&#39;)');
    }
  });

  it('carry the one style sheet and the one script that their policy names', () => {
    const html = renderOpeningPage(page);
    const hashOf = (part: RegExp) =>
      createHash('sha256')
        .update(part.exec(html)?.[1] ?? '')
        .digest('base64');
    expect(PAGE_STYLE_HASH).toBe(`'sha256-${hashOf(/<style>([\s\S]*?)<\/style>/)}'`);
    expect(OPENING_SCRIPT_HASH).toBe(`'sha256-${hashOf(/<script>([\s\S]*?)<\/script>/)}'`);
    expect(html).not.toMatch(/ style=| on[a-z]+=/);
  });

  it('ask while it waits, and only then', () => {
    expect(renderRebindingPage({ ...page, token: 't', view })).toMatch(/value="confirm"[\s\S]*value="object"/);
    for (const state of ['held', 'done', 'cancelled'] as const) {
      expect(renderRebindingPage({ ...page, token: 't', view: { ...view, state } })).not.toContain('<form');
    }
  });

  it('state both moments in UTC, in the reader’s language', () => {
    expect(renderRebindingPage({ ...page, token: 't', view })).toMatch(
      /21 September 2026.*UTC[\s\S]*24 September 2026.*UTC/,
    );
    expect(renderRebindingPage({ ...page, language: 'de', token: 't', view })).toMatch(/21\. September 2026.*UTC/);
  });

  it('link to this service’s own addresses alone', () => {
    const text = 'https://bank.example/t/a/rebinding/b#c and https://bank.example.evil/x';
    const mails = [{ tenant: 't', to: 'a@b.example', subject: 's', text, createdAt: 0, sent: false }];
    const html = renderOutboxPage({ mails, publicUrl: 'https://bank.example' });
    expect(html.match(/<a href="[^"]*"/g)).toEqual(['<a href="https://bank.example/t/a/rebinding/b#c"']);
  });
});
