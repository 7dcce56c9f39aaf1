import { PosternError } from '../error.ts';

export class StrictJsonError extends PosternError<
  | 'ERR_JSON_SYNTAX'
  | 'ERR_JSON_DUPLICATE_MEMBER'
  | 'ERR_JSON_FORBIDDEN_MEMBER'
  | 'ERR_JSON_NUMBER'
  | 'ERR_JSON_TOO_LARGE'
  | 'ERR_JSON_TOO_DEEP'
  | 'ERR_JSON_TOO_MANY_MEMBERS'
> {}

export type JsonValue = null | boolean | number | string | JsonValue[] | { [member: string]: JsonValue };

/** Limits unless told: characters, members of all objects and elements of all arrays together, levels of nesting. */
export const JSON_LIMITS = { maxLength: 1_000_000, maxMembers: 10_000, maxDepth: 32 } as const;
const FORBIDDEN_MEMBERS = new Set(['__proto__', 'constructor', 'prototype']);
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \t\n\r]*/y;

/**
 * The one JSON reader for signed or foreign data. Stricter than `JSON.parse`: refuses duplicate members,
 * members that reach a prototype, numbers that lose precision, and more than {@link JSON_LIMITS} allows. Every limit is
 * met while reading, so that no more than the limit is ever built.
 *
 * @param options.maxLength characters accepted, 1,000,000 unless told
 * @param options.maxMembers members and elements accepted, 10,000 unless told
 * @throws {StrictJsonError} with the code of the rule that was broken
 */
export function parseStrictJson(text: string, options: { maxLength?: number; maxMembers?: number } = {}): JsonValue {
  const { maxLength, maxMembers, maxDepth } = { ...JSON_LIMITS, ...options };
  if (text.length > maxLength) throw fail('ERR_JSON_TOO_LARGE', 'The JSON text is too long.');
  let position = 0;
  let members = 0;

  const count = (): void => {
    members += 1;
    if (members > maxMembers) throw fail('ERR_JSON_TOO_MANY_MEMBERS', 'The JSON text has too many members.');
  };

  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) position += found.length;
    return found;
  };
  const take = (character: string): boolean => {
    match(SPACE);
    if (text[position] !== character) return false;
    position += 1;
    return true;
  };
  const readString = (): string => {
    match(SPACE);
    const literal = match(STRING);
    if (literal === undefined) throw syntax(position);
    return JSON.parse(literal) as string;
  };
  const readNumber = (): number => {
    const literal = match(NUMBER);
    if (literal === undefined) throw syntax(position);
    const value = Number(literal);
    const precise = Number.isFinite(value) && (!/^-?\d+$/.test(literal) || Number.isSafeInteger(value));
    if (!precise || Object.is(value, -0)) throw fail('ERR_JSON_NUMBER', 'A number cannot be represented exactly.');
    return value;
  };
  const readObject = (depth: number): JsonValue => {
    const object: { [member: string]: JsonValue } = {};
    if (take('}')) return object;
    do {
      count();
      const member = readString();
      if (FORBIDDEN_MEMBERS.has(member)) throw fail('ERR_JSON_FORBIDDEN_MEMBER', 'A member name is not allowed.');
      if (Object.hasOwn(object, member)) throw fail('ERR_JSON_DUPLICATE_MEMBER', 'A member appears twice.');
      if (!take(':')) throw syntax(position);
      object[member] = readValue(depth + 1);
    } while (take(','));
    if (!take('}')) throw syntax(position);
    return object;
  };
  const readArray = (depth: number): JsonValue => {
    const array: JsonValue[] = [];
    if (take(']')) return array;
    do {
      count();
      array.push(readValue(depth + 1));
    } while (take(','));
    if (!take(']')) throw syntax(position);
    return array;
  };
  const readValue = (depth: number): JsonValue => {
    if (depth > maxDepth) throw fail('ERR_JSON_TOO_DEEP', 'The JSON text is nested too deeply.');
    match(SPACE);
    const first = text[position];
    if (first === '{' || first === '[') {
      position += 1;
      return first === '{' ? readObject(depth) : readArray(depth);
    }
    if (first === '"') return readString();
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (text.startsWith(word, position)) {
        position += word.length;
        return value;
      }
    }
    return readNumber();
  };

  const value = readValue(0);
  match(SPACE);
  if (position !== text.length) throw syntax(position);
  return value;
}

function fail(code: StrictJsonError['code'], message: string): StrictJsonError {
  return new StrictJsonError(code, message);
}

function syntax(position: number): StrictJsonError {
  return new StrictJsonError('ERR_JSON_SYNTAX', 'The text is not JSON.', { details: { position } });
}
