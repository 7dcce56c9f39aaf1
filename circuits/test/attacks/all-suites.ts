import type { AttackSuite } from './attack-suite.ts';
import { HASH_SUITES } from './hash-suites.ts';
import { PREDICATE_SUITES } from './predicate-suites.ts';
import { PRESENTATION_SUITE } from './presentation-suite.ts';
import { SIGNATURE_SUITE } from './signature-suite.ts';
import { TOOL_SUITES } from './tool-suites.ts';
import { TREE_SUITES } from './tree-suites.ts';

/** Every template of `circuits/src` but the whole, which is apart because it takes longer. */
export const TEMPLATE_SUITES: readonly AttackSuite[] = [
  ...TOOL_SUITES,
  ...HASH_SUITES,
  ...TREE_SUITES,
  ...PREDICATE_SUITES,
  SIGNATURE_SUITE,
];

export const ALL_SUITES: readonly AttackSuite[] = [...TEMPLATE_SUITES, PRESENTATION_SUITE];
