import type { AnswerPart, AnswerPlan, ChosenPart, ClaimsCandidate } from '@postern/holder';
import { useState } from 'react';

/** A way to answer a choice; undefined leaves an optional one out. */
export type ChosenWay = number | undefined;

/** What the person has chosen so far: a way for each choice, a credential for each query, a duration for each proof. */
export function useSelection(plan: AnswerPlan) {
  const [ways, setWays] = useState<readonly ChosenWay[]>(
    plan.choices.map(({ required }) => (required ? 0 : undefined)),
  );
  const [candidates, setCandidates] = useState<Readonly<Record<string, ClaimsCandidate>>>({});
  const [durations, setDurations] = useState<Readonly<Record<string, string>>>({});
  const shown = plan.choices.flatMap(({ options }, at) => {
    const way = ways[at];
    return way === undefined ? [] : (options[way] ?? []);
  });
  // A query may stand in two choices; it is answered once.
  const parts = [...new Map(shown.map((part) => [part.queryId, part])).values()];
  const candidateOf = (part: Extract<AnswerPart, { kind: 'claims' }>): ClaimsCandidate =>
    candidates[part.queryId] ?? part.candidates[0]!;
  return {
    ways,
    parts,
    candidateOf,
    durationOf: (queryId: string): string | undefined => durations[queryId],
    chooseWay: (at: number, way: ChosenWay) => setWays(ways.with(at, way)),
    chooseCandidate: (queryId: string, candidate: ClaimsCandidate) =>
      setCandidates({ ...candidates, [queryId]: candidate }),
    chooseDuration: (queryId: string, value: string) => setDurations({ ...durations, [queryId]: value }),
    /** What is sent. */
    listChosen: (): ChosenPart[] =>
      parts.flatMap((part): ChosenPart[] => {
        if (part.kind === 'claims') {
          return [{ kind: 'claims', queryId: part.queryId, candidate: candidateOf(part) }];
        }
        if (part.kind !== 'proof' || part.check.state !== 'ready') return [];
        const { policy, check } = part;
        const expiresAt = Number(durations[part.queryId] ?? check.durations[0]?.expiresAt);
        return [{ kind: 'proof', policy, ready: check, expiresAt }];
      }),
  };
}
