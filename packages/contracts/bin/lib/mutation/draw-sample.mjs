import { createHash } from 'node:crypto';

/** A part of the mutants that depends on the seed and on their ids alone, so that a run can be told to others. */
export function drawSample({ mutants, count, seed }) {
  const rank = ({ id }) => createHash('sha256').update(`${seed} ${id}`).digest('hex');
  return [...mutants].sort((a, b) => rank(a).localeCompare(rank(b))).slice(0, count);
}
