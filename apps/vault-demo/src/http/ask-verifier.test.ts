import { VerifierClientError } from '@postern/sdk';
import { describe, expect, it } from 'vitest';

import { askVerifier } from './ask-verifier.ts';

const refusal = (status: number) =>
  Promise.reject(new VerifierClientError('ERR_VERIFIER_REFUSED', 'refused', { details: { status } }));

describe('askVerifier', () => {
  it('gives what the verifier answers', async () => {
    expect(await askVerifier(() => Promise.resolve(7))).toBe(7);
  });

  it('tells an unknown session from a server at fault', async () => {
    await expect(askVerifier(() => refusal(404))).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' });
    await expect(askVerifier(() => refusal(429))).rejects.toMatchObject({ code: 'ERR_RATE_LIMITED' });
    await expect(askVerifier(() => refusal(401))).rejects.toMatchObject({ code: 'ERR_VERIFIER_REFUSED' });
    const away = new VerifierClientError('ERR_VERIFIER_UNREACHABLE', 'away');
    await expect(askVerifier(() => Promise.reject(away))).rejects.toMatchObject({ code: 'ERR_UPSTREAM_UNREACHABLE' });
    await expect(askVerifier(() => refusal(503))).rejects.toMatchObject({ code: 'ERR_UPSTREAM_UNREACHABLE' });
  });
});
