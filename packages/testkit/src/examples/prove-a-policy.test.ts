import { releaseProofWorkers } from '@postern/proof/prove';
import { kycPresentationVerificationKey, verifyPresentationProof } from '@postern/proof/verify';
import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';

import { proveAPolicy } from './prove-a-policy.ts';

const NOW = 1_790_000_040;
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const record = {
  givenName: 'Ada',
  familyName: 'Lovelace',
  birthDate: '1990-12-10',
  nationalities: ['GB'],
  residence: 'DE',
  residenceSubdivision: 0,
  address: { street: '', locality: 'Berlin', postalCode: '10119' },
  document: { type: 'passport', number: 'AE1234567', issuingCountry: 'GB', expiresOn: '2031-05-01' },
  assurance: 'substantial',
  diligence: 'standard',
  flags: ['sanctions_clear'],
  testData: false,
  screenedAt: NOW - 100,
  issuedAt: NOW,
  reboundAt: 0,
} as const;

afterAll(() => releaseProofWorkers());

describe('the example of the README', () => {
  it('proves a policy, and the proof stands only as it was made', async () => {
    const { presentation, asked } = await proveAPolicy({ record, random, now: NOW });
    expect(asked.length).toBeGreaterThan(1);
    const publicSignals = presentation.publicSignals.with(7, String(NOW + 2 * 86_400));
    const changed = verifyPresentationProof({
      presentation: { ...presentation, publicSignals } as typeof presentation,
      verificationKey: kycPresentationVerificationKey,
    });
    await expect(changed).rejects.toMatchObject({ code: 'ERR_PRESENTATION_PROOF_INVALID' });
  });

  it('does not prove it for a minor', async () => {
    await expect(
      proveAPolicy({ record: { ...record, birthDate: '2020-01-01' }, random, now: NOW }),
    ).rejects.toMatchObject({
      code: 'ERR_STATEMENT_POLICY',
    });
  });

  it('is the code that the README shows', async () => {
    const readme = await readFile(new URL('../../../../README.md', import.meta.url), 'utf8');
    const source = await readFile(new URL('./prove-a-policy.ts', import.meta.url), 'utf8');
    expect(readme).toContain(source.trim());
  });
});
