import type { ProblemWords } from '@postern/ui';

/** What is wrong with a draft, by the compiler's code. */
export const POLICY_PROBLEM_WORDS: Readonly<Record<string, ProblemWords>> = {
  ERR_POLICY_MALFORMED: {
    title: 'A part of the policy is not written as it should be',
    meaning: 'Nothing was compiled.',
    remedy:
      'Compare it with an example: names, numbers, spans of at most ten years, and country codes of two capital letters.',
  },
  ERR_POLICY_PART_NOT_IN_SCHEMA: {
    title: 'A condition belongs to the other kind of credential',
    remedy: 'Persons have an age and a residence, legal entities a jurisdiction and a place of business.',
  },
  ERR_POLICY_TOO_MANY_RANGES: {
    title: 'Too many number and time conditions',
    remedy: 'A policy takes four: age, levels, screening, issuance, document and re-binding count.',
  },
  ERR_POLICY_TOO_MANY_SETS: {
    title: 'Too many country conditions',
    remedy: 'A policy takes two country lists.',
  },
  ERR_POLICY_UNSATISFIABLE: {
    title: 'Nobody can meet this policy',
    remedy: 'Two limits exclude each other: look at the smallest and the largest value.',
  },
  ERR_POLICY_OVERLAP: {
    title: 'Two conditions speak of the same thing',
    remedy: 'Put them together into one.',
  },
  ERR_POLICY_COUNTRY_UNKNOWN: {
    title: 'A country code is not known',
    remedy:
      'Use ISO 3166-1 codes of two letters, for instance DE. A nationality may also be XXA, XXB or XXC: stateless people and refugees.',
  },
  ERR_POLICY_LIST_TOO_LONG: {
    title: 'A country list is too long',
    remedy: 'A list holds up to 48 codes, two of which every "notIn" needs itself.',
  },
};
