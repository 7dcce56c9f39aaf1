import type { FetchText } from '@postern/credential';
import { type GuardedFetch, GuardedFetchError } from '@postern/http-service';

/** Whole status lists of 2^21 entries, packed. */
const MAX_BYTES = 1024 * 1024;

/**
 * Documents that strangers name, through the guarded fetcher. An answer that came is told by its status; what kept it
 * from coming is thrown.
 */
export function createFetchText(guardedFetch: GuardedFetch): FetchText {
  return async (url, { accept } = { accept: ['application/json'] }) => {
    try {
      const response = await guardedFetch({ url, contentTypes: accept, maxBytes: MAX_BYTES });
      return { status: response.status, text: response.text() };
    } catch (error) {
      const status = error instanceof GuardedFetchError ? error.details.status : undefined;
      if (typeof status !== 'number') throw error;
      return { status, text: '' };
    }
  };
}
