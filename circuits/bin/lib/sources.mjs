/** Reads the circom sources: their hash, and the order of the public signals. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { circuitName, circuitsDir } from './paths.mjs';

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

const withoutComments = (source) =>
  source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/\s+/g, ' ');

/** SHA-256 over all circom files, comments and white space left out: prose may change without a new key. */
export async function hashSources() {
  const hash = createHash('sha256');
  for (const name of await listAllCircom()) {
    hash.update(`${name}\n${withoutComments(await readFile(path.join(circuitsDir, name), 'utf8')).trim()}\n`);
  }
  return hash.digest('hex');
}

/** SHA-256 over all circom files as they stand: the witness calculator names lines, so prose moves its bytes. */
export async function hashSourceTexts() {
  const hash = createHash('sha256');
  for (const name of await listAllCircom())
    hash.update(`${name}\n${await readFile(path.join(circuitsDir, name), 'utf8')}`);
  return hash.digest('hex');
}

async function listAllCircom() {
  return (await Promise.all(['main', 'src'].map((folder) => listCircom(folder)))).flat().toSorted();
}

async function listCircom(folder) {
  const entries = await readdir(path.join(circuitsDir, folder), { recursive: true });
  return entries
    .filter((entry) => entry.endsWith('.circom'))
    .map((entry) => path.posix.join(folder, entry.split(path.sep).join('/')));
}

/** Names of the public signals in their order: outputs as declared, then public inputs as declared. */
export async function readPublicSignals() {
  const template = withoutComments(await readFile(path.join(circuitsDir, 'src', `${circuitName}.circom`), 'utf8'));
  const main = withoutComments(await readFile(path.join(circuitsDir, 'main', `${circuitName}.circom`), 'utf8'));
  const isPublic = new Set(
    /public \[([^\]]*)\]/
      .exec(main)[1]
      .split(',')
      .map((name) => name.trim()),
  );
  const declared = (kind) => [...template.matchAll(new RegExp(`signal ${kind} (\\w+)`, 'g'))].map((match) => match[1]);
  return [...declared('output'), ...declared('input').filter((name) => isPublic.has(name))];
}

/** Public signal names as the compiler numbered them; the build compares them with {@link readPublicSignals}. */
export function publicSignalsOfSym(sym, count) {
  const names = new Array(count);
  for (const line of sym.split('\n')) {
    const [, wire, , name] = line.split(',');
    if (Number(wire) >= 1 && Number(wire) <= count) names[Number(wire) - 1] = name.replace('main.', '');
  }
  return names;
}
