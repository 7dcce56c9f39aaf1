import { isWithinOneEdit } from './edit-distance.ts';

/** Neighbouring parts of one name, written together, that stand against one part of the other name. */
type Join = { side: 'left' | 'right'; run: readonly number[]; part: number; exact: boolean };

type Parts = readonly string[];

/** Parts that are ever taken for one written together; `De La Cruz` has three. */
export const MAX_JOINED_PARTS = 3;
const MAX_JOINS_AT_ONCE = 3;
const MAX_JOINS_TRIED = 8;

/**
 * The runs of neighbouring parts, in the order written, the last part being a neighbour of the first: family and given
 * name change places.
 */
export function listRuns(parts: Parts): number[][] {
  const runs: number[][] = [];
  for (let length = 2; length <= Math.min(MAX_JOINED_PARTS, parts.length); length += 1) {
    for (let start = 0; start < parts.length; start += 1) {
      runs.push(Array.from({ length }, (_, offset) => (start + offset) % parts.length));
    }
  }
  return runs;
}

export function joinRun(parts: Parts, run: readonly number[]): string {
  return run.map((index) => parts[index]).join('');
}

/** Whether two names have the same parts in any order, some of them written together. */
export function haveSameParts(left: Parts, right: Parts): boolean {
  const joins = listJoins(left, right).filter(({ exact }) => exact);
  return [...selectJoins(joins)].some((selected) => {
    const rest = leaveOut(left, right, selected);
    return sorted(rest.left) === sorted(rest.right);
  });
}

/**
 * Whether every part of one name has a counterpart of its own in the other: equal, or of two letters or more and within
 * one edit, or an initial and a part that begins with it. An initial counts for nothing by itself: two other
 * counterparts are needed, or one if the name has only one part.
 */
export function isContained(left: Parts, right: Parts): boolean {
  return [...selectJoins(listJoins(left, right))].some((selected) => {
    const rest = leaveOut(left, right, selected);
    const pairs = matchParts(rest.left, rest.right);
    const counted = pairs.filter(([one, other]) => isCounterpart(one, other));
    const blocks = counted.length + selected.length;
    const anchored = counted.some(([one]) => one.length > 1) || selected.some(({ exact }) => exact);
    const covers = (all: Parts, open: Parts) => pairs.length === open.length && blocks >= Math.min(2, all.length);
    return anchored && (covers(left, rest.left) || covers(right, rest.right));
  });
}

function listJoins(left: Parts, right: Parts): Join[] {
  const find = (side: 'left' | 'right', runs: Parts, singles: Parts): Join[] =>
    listRuns(runs).flatMap((run) =>
      singles.flatMap((single, part) => {
        const joined = joinRun(runs, run);
        const exact = joined === single;
        // A wrong initial is no slip of the pen.
        const close = run.every((index) => runs[index]!.length > 1) && isWithinOneEdit(joined, single);
        return exact || close ? [{ side, run, part, exact }] : [];
      }),
    );
  return [...find('left', left, right), ...find('right', right, left)]
    .sort((one, other) => Number(other.exact) - Number(one.exact))
    .slice(0, MAX_JOINS_TRIED);
}

/** Every choice of joins that use no part twice, the empty choice first. */
function* selectJoins(joins: readonly Join[], selected: readonly Join[] = []): Generator<readonly Join[]> {
  yield selected;
  if (selected.length === MAX_JOINS_AT_ONCE) return;
  for (const [index, join] of joins.entries()) {
    if (selected.every((other) => areDisjoint(join, other))) {
      yield* selectJoins(joins.slice(index + 1), [...selected, join]);
    }
  }
}

function areDisjoint(one: Join, other: Join): boolean {
  const used = usedParts(other);
  const parts = usedParts(one);
  return !parts.left.some((part) => used.left.includes(part)) && !parts.right.some((part) => used.right.includes(part));
}

function usedParts({ side, run, part }: Join): { left: readonly number[]; right: readonly number[] } {
  return side === 'left' ? { left: run, right: [part] } : { left: [part], right: run };
}

function leaveOut(left: Parts, right: Parts, joins: readonly Join[]): { left: string[]; right: string[] } {
  const used = joins.map(usedParts);
  return {
    left: left.filter((_, index) => !used.some((parts) => parts.left.includes(index))),
    right: right.filter((_, index) => !used.some((parts) => parts.right.includes(index))),
  };
}

/** A largest set of pairs, counterparts first, then initials (Kuhn's algorithm). */
function matchParts(left: Parts, right: Parts): (readonly [string, string])[] {
  const owners = new Map<number, number>();
  const owned = new Set<number>();
  for (const fits of [isCounterpart, isCounterpartOrInitial]) {
    const place = (part: number, visited: Set<number>): boolean =>
      right.some((candidate, index) => {
        if (visited.has(index) || !fits(left[part]!, candidate)) return false;
        visited.add(index);
        const owner = owners.get(index);
        if (owner !== undefined && !place(owner, visited)) return false;
        owners.set(index, part);
        return true;
      });
    for (const part of left.keys()) if (!owned.has(part) && place(part, new Set())) owned.add(part);
  }
  return [...owners].map(([index, part]) => [left[part]!, right[index]!]);
}

function isCounterpart(one: string, other: string): boolean {
  return one === other || (one.length > 1 && other.length > 1 && isWithinOneEdit(one, other));
}

function isCounterpartOrInitial(one: string, other: string): boolean {
  const initial = (short: string, long: string) => short.length === 1 && long.startsWith(short);
  return isCounterpart(one, other) || initial(one, other) || initial(other, one);
}

function sorted(parts: Parts): string {
  return [...parts].sort().join(' ');
}
