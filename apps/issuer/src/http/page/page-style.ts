import { createHash } from 'node:crypto';

/** Colours of the product (packages/ui), on paper and in the dark; no font and no image is fetched. */
export const PAGE_STYLE = `:root{color-scheme:light dark;--ground:#f6f4ef;--surface:#fffefb;--line:#ddd8ce;--field:#99958c;--ink:#171b22;--stone:#565f6c;--accent:#0e6b5c;--on:#fffefb;--tint:#e3f0ec;--brick:#a03a2a;--bricktint:#f8e8e4}
@media(prefers-color-scheme:dark){:root{--ground:#11141a;--surface:#181d25;--line:#2c333e;--field:#66707f;--ink:#ebe8e1;--stone:#a7adb7;--accent:#4fb8a3;--on:#0c0f14;--tint:#132a28;--brick:#e89a8b;--bricktint:#301a17}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px 16px;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{width:100%;max-width:440px}
header{display:flex;align-items:center;gap:10px;margin:0 4px 16px;color:var(--accent);font-weight:620}
header svg{width:22px;height:22px;fill:currentColor}
header span{color:var(--ink)}
section{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:28px 24px}
h1{margin:0 0 8px;font-size:24px;line-height:1.25;font-weight:620;letter-spacing:-.01em}
p{margin:0 0 20px;color:var(--stone)}
dl{margin:0 0 20px;padding:14px 16px;background:var(--tint);border-radius:8px}
dt{font-size:13px;color:var(--stone)}
dd{margin:0;font-weight:620;overflow-wrap:anywhere}
dd+dt{margin-top:12px}
dd+dd{margin-top:6px;font-size:14px;font-weight:400;color:var(--stone)}
label{display:block;font-weight:620;margin-top:16px}
small{display:block;margin:2px 0 8px;color:var(--stone);font-size:14px}
input[type=text]{width:100%;padding:11px 12px;border:1px solid var(--field);border-radius:8px;background:var(--surface);color:var(--ink);font:600 20px/1.3 ui-monospace,SFMono-Regular,Menlo,monospace;letter-spacing:.12em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
button{width:100%;margin-top:24px;padding:13px 16px;border:1px solid transparent;border-radius:8px;background:var(--accent);color:var(--on);font:inherit;font-weight:620;cursor:pointer}
a.button{display:block;text-align:center;text-decoration:none;margin-top:24px;padding:13px 16px;border-radius:8px;background:var(--accent);color:var(--on);font-weight:620}
a.plain{background:transparent;color:var(--ink);border:1px solid var(--line);margin-top:10px}
a{color:var(--accent);overflow-wrap:anywhere}
form+form{margin-top:0}
button+small{margin:8px 0 0}
main:has(article){max-width:720px}
article{margin:0 0 28px}
article:last-child{margin:0}
h2{margin:0;font-size:17px;line-height:1.35;overflow-wrap:anywhere}
pre{margin:12px 0 0;padding:14px 16px;background:var(--tint);border-radius:8px;font:14px/1.55 ui-monospace,SFMono-Regular,Menlo,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
button.plain{margin-top:10px;background:transparent;color:var(--ink);border-color:var(--line)}
[role=alert]{margin:0 0 16px;padding:12px 14px;border-radius:8px;background:var(--bricktint);color:var(--brick)}`;

/** What the content security policy lets in: this sheet and no other. */
export const PAGE_STYLE_HASH = `'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`;
