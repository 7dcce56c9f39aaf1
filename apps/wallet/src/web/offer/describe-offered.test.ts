import type { IssuerProfile } from '@postern/holder';
import { describe, expect, it } from 'vitest';

import { describeOffered, describeUse } from './describe-offered.ts';

const issuer = (configurations: IssuerProfile['configurations']) => ({ configurations }) as IssuerProfile;
const club = issuer({
  member: {
    format: 'dc+sd-jwt',
    credential_metadata: {
      display: [
        { name: 'Membership', locale: 'en' },
        { name: 'Mitgliedschaft', locale: 'de' },
      ],
    },
  },
});
const bank = issuer({ postern_seal: { format: 'postern_seal' } });

describe('an offer', () => {
  it('of another issuer is named in the reader’s language, and promises no proofs', () => {
    expect(describeOffered(club, ['member'], 'de-AT')).toBe('Mitgliedschaft');
    expect(describeOffered(club, ['member'], 'it')).toBe('Membership');
    expect(describeOffered(club, ['unnamed'], 'en')).toBe('unnamed');
    expect(describeUse(club)).not.toBe(describeUse(bank));
    expect(describeUse(club)).not.toContain('prove');
  });

  it('of a bank that seals says what it is for', () => {
    expect(describeOffered(bank, ['kyc_person_sdjwt'], 'en')).toContain('Identity check');
    // A configuration of that name in a common format is no seal.
    expect(describeUse(issuer({ postern_seal: { format: 'jwt_vc_json' } }))).toBe(describeUse(club));
  });
});
