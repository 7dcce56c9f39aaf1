import { z } from 'zod';

/**
 * Whose `X-Forwarded-For` is believed: that of so many proxies in front, or of those on this machine (`loopback`), which a
 * stranger is not.
 */
export const zTrustProxy = z.literal('loopback').or(z.coerce.number().int().min(0).max(10));
