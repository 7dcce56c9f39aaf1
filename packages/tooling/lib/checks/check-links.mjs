import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository-root.mjs';
import { listRepositoryFiles } from './list-repository-files.mjs';

const LINK = /\[[^\]]*\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g;

/** The anchor that a Markdown heading gets on common hosts. */
const toAnchor = (heading) =>
  heading
    .toLowerCase()
    .replace(/[`*_]/g, '')
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const listAnchors = (text) => new Set([...text.matchAll(/^#{1,6}\s+(.+)$/gm)].map(([, heading]) => toAnchor(heading)));

/** Relative links in Markdown lead to a file that exists, and to a heading that it has. */
export const checkLinks = () => {
  const problems = [];
  for (const file of listRepositoryFiles().filter((name) => name.endsWith('.md'))) {
    const text = readFileSync(path.join(ROOT, file), 'utf8').replace(/```[\s\S]*?```/g, '');
    for (const [, link] of text.matchAll(LINK)) {
      if (/^[a-z][a-z0-9+.-]*:/i.test(link)) continue;
      const [target, anchor] = link.split('#');
      const full = target === '' ? path.join(ROOT, file) : path.resolve(ROOT, path.dirname(file), decodeURI(target));
      if (!existsSync(full)) problems.push(`${file} links to ${link}, which does not exist`);
      else if (anchor && full.endsWith('.md') && !listAnchors(readFileSync(full, 'utf8')).has(anchor)) {
        problems.push(`${file} links to ${link}, which has no such heading`);
      }
    }
  }
  return problems;
};
