import { z } from 'zod';

import { zLineOfText } from './z-text.ts';

/** A domain in ASCII (A-labels, RFC 5890), or undefined where there is no such domain. */
function toAsciiDomain(domain: string): string | undefined {
  // What would mean something else inside of a URL is part of no domain.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) || !URL.canParse(`https://${domain}`)) return undefined;
  return new URL(`https://${domain}`).hostname;
}

/**
 * An e-mail address, its domain in ASCII: `jörg@exämple.org` becomes `jörg@xn--exmple-cua.org`. What stands before the @
 * is the receiving server's affair (RFC 6531) and stays as it is.
 */
export const zEmailAddress = zLineOfText
  .overwrite((text) => {
    const at = text.lastIndexOf('@');
    const domain = toAsciiDomain(text.slice(at + 1));
    return at < 1 || domain === undefined ? text : `${text.slice(0, at)}@${domain}`;
  })
  .pipe(
    z
      .email({
        pattern:
          /^(?=.{1,64}@)[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/u,
      })
      .max(254),
  );
