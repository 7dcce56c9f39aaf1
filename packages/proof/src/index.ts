export { circuitManifest } from './generated/manifest.ts';
export { PUBLIC_SIGNAL_NAMES, PUBLIC_SIGNALS, type PublicSignalName } from './generated/public-signals.ts';
export {
  type CircuitInputs,
  createCircuitInputs,
  type CreateCircuitInputsOptions,
  layOutCircuitInputs,
  type SignalValue,
  StatementError,
} from './inputs/create-circuit-inputs.ts';
export { canonicalPolicyJson, parseCanonicalPolicy } from './policy/canonical-policy-json.ts';
export {
  acceptsTestData,
  type CompiledPolicy,
  EVERY_ISSUER,
  listIssuers,
  NEUTRAL_RANGE,
  NEUTRAL_SET,
  RANGE_MAX,
  RANGE_OFFSET,
  type RangeMode,
  type RangePredicate,
  type SetPredicate,
} from './policy/compiled-policy.ts';
export { compilePolicy } from './policy/compile-policy.ts';
export { evaluatePolicy, type EvaluatePolicyOptions, type PolicyEvaluation } from './policy/evaluate-policy.ts';
export { explainPolicy, type ExplainPolicyOptions } from './policy/explain-policy.ts';
export { hashPolicy } from './policy/hash-policy.ts';
export { PolicyError } from './policy/policy-error.ts';
export { type PolicyWarning, policyWarnings } from './policy/policy-warnings.ts';
export { type Policy, type PolicyInput, zPolicy } from './policy/z-policy.ts';
