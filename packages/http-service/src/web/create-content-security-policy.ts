/** What a web app may reach beyond its own origin. */
export type ContentSecurityPolicyOptions = {
  /** Origins for fetch, WebSocket and the like, besides the app's own. */
  connectSrc?: readonly string[];
  /** Further image sources; `data:` and `blob:` are always allowed. */
  imgSrc?: readonly string[];
  /** Further script sources, e.g. `'wasm-unsafe-eval'`. Never `'unsafe-inline'`. */
  scriptSrc?: readonly string[];
  /** Further worker sources, e.g. `blob:`. */
  workerSrc?: readonly string[];
  /** Names of the only Trusted Types policies there may be; with them text reaches no sink of scripts and markup. */
  trustedTypes?: readonly string[];
};

/**
 * The policy of a web app: its own origin only, no inline script, no frame around it. Inline styles are allowed
 * because Mantine computes positions in `style` attributes.
 */
export const createContentSecurityPolicy = (options: ContentSecurityPolicyOptions = {}): string => {
  const { connectSrc = [], imgSrc = [], scriptSrc = [], workerSrc = [], trustedTypes } = options;
  const directives: [string, ...(readonly string[])][] = [
    ['default-src', "'self'"],
    ['script-src', "'self'", ...scriptSrc],
    ['style-src', "'self'", "'unsafe-inline'"],
    ['img-src', "'self'", 'data:', 'blob:', ...imgSrc],
    ['font-src', "'self'", 'data:'],
    ['connect-src', "'self'", ...connectSrc],
    ['worker-src', "'self'", ...workerSrc],
    ['object-src', "'none'"],
    ['base-uri', "'none'"],
    ['form-action', "'self'"],
    ['frame-ancestors', "'none'"],
    ...(trustedTypes === undefined
      ? []
      : ([
          ['require-trusted-types-for', "'script'"],
          ['trusted-types', ...trustedTypes],
        ] as [string, ...string[]][])),
  ];
  return directives.map((directive) => directive.join(' ')).join('; ');
};
