/** What of Trusted Types the page needs; absent in browsers that do not know them, and then nothing is enforced. */
type TrustedTypesFactory = { createPolicy: (name: string, rules: PolicyRules) => unknown };
export type PolicyRules = {
  createHTML: (text: string) => string;
  createScriptURL: (url: string) => string;
};

/** The scripts that the page starts as workers. */
const WORKERS = /^\/assets\/[\w.-]+\.worker-[\w-]+\.js$/;

/**
 * The one policy that the wallet's page has, for libraries that hand text to sinks: style sheets are written as text
 * without markup, and workers come from the wallet's own files. Everything else throws.
 */
export function createPolicyRules(origin: string): PolicyRules {
  return {
    createHTML: (text) => {
      if (text.includes('<')) throw new TypeError('The page writes no markup from text.');
      return text;
    },
    createScriptURL: (url) => {
      const { origin: from, pathname } = new URL(url, origin);
      if (from !== origin || !WORKERS.test(pathname)) throw new TypeError('The page starts no such script.');
      return url;
    },
  };
}

/** Sets the policy up; it has to be there before anything is drawn. */
export function installTrustedTypes(scope: { trustedTypes?: TrustedTypesFactory; location: { origin: string } }): void {
  scope.trustedTypes?.createPolicy('default', createPolicyRules(scope.location.origin));
}
