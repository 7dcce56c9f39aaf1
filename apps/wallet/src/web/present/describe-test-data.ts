import { isTestCredential, type RequestedPolicy, type StoredCredential } from '@postern/holder';
import { acceptsTestData } from '@postern/proof';

const OWN = 'Your credential is of a made-up person. It counts only where test data are accepted.';
const OF_OTHERS = 'This site accepts credentials of made-up people too. Yours is not one.';

/** What to say when made-up people are at play; undefined when the credentials are real and no policy admits others. */
export function describeTestData(options: {
  credentials: readonly StoredCredential[];
  policies: readonly RequestedPolicy[];
}): string | undefined {
  if (options.credentials.some(isTestCredential)) return OWN;
  return options.policies.some(({ compiled }) => acceptsTestData(compiled)) ? OF_OTHERS : undefined;
}

/** Warnings of a policy, but for that about test data, which has a mark of its own. */
export function listPolicyWarnings({ warnings }: RequestedPolicy): string[] {
  return warnings.filter(({ code }) => code !== 'WARN_POLICY_TEST_DATA').map(({ text }) => text);
}
