import {
  canonicalPolicyJson,
  compilePolicy,
  explainPolicy,
  hashPolicy,
  type PolicyInput,
  policyWarnings,
} from '@postern/proof';
import type { CompilePolicyResponse } from '@postern/protocol';

/**
 * What a policy draft means: its sentences, its hash, its canonical text and what to think about before publishing.
 *
 * @throws {PolicyError} the draft does not compile; the code says why
 */
export function compilePolicyDraft(options: {
  policy: unknown;
  issuerNames: Readonly<Record<number, string>>;
}): CompilePolicyResponse {
  // The compiler parses its input itself.
  const policy = options.policy as PolicyInput;
  const compiled = compilePolicy({ policy });
  return {
    policyHash: hashPolicy(compiled).toString(),
    policyJson: canonicalPolicyJson(policy),
    sentences: explainPolicy(compiled, { issuerNames: options.issuerNames }),
    warnings: policyWarnings(compiled),
  };
}
