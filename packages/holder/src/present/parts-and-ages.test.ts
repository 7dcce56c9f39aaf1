import {
  indexDisclosures,
  parseCompactJws,
  parseSdJwt,
  personRecordToClaims,
  presentSdJwtVc,
} from '@postern/credential';
import type { ClaimsCredentialQuery } from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import { createHeldCredential, VCT } from '../testing/create-held-credential.ts';
import { NOW, PERSON } from '../testing/start-test-bank.ts';
import { listShownClaims } from './list-shown-claims.ts';
import { matchDocuments } from './match-documents.ts';

const ask = (claims: ClaimsCredentialQuery['claims']): ClaimsCredentialQuery => ({
  id: 'kyc',
  format: 'dc+sd-jwt',
  meta: { vct_values: [VCT] },
  claims,
});

describe('a part of what a bank of ours issued', () => {
  it('shows no more than was asked: an age without the birth date, a country without the street', async () => {
    const held = await createHeldCredential({ claims: personRecordToClaims(PERSON) });
    const query = ask([{ path: ['age_over_18'], values: [true] }, { path: ['address', 'country'] }]);
    const [match] = matchDocuments({ query, credentials: [held], now: NOW }).matches;
    const { document, paths } = match!;
    const { shown, kept } = await listShownClaims({ document, paths });
    expect(shown).toHaveLength(2);
    expect(shown).toEqual(
      expect.arrayContaining([
        { path: ['age_over_18'], label: 'age over 18', value: true },
        { path: ['address', 'country'], label: 'address: country', value: PERSON.residence },
      ]),
    );
    expect(kept).toEqual(expect.arrayContaining(['birthdate', 'age over 21', 'address: street address']));
    const presentation = await presentSdJwtVc({
      ...{ token: document.copies[0]!.token, disclose: paths, audience: 'a', nonce: 'n', now: NOW },
      signer: async () => new Uint8Array(64),
    });
    const { jws, disclosures } = parseSdJwt(presentation);
    const { claims } = await indexDisclosures(parseCompactJws(jws).payload, disclosures);
    expect(claims).toMatchObject({ age_over_18: true, address: { country: PERSON.residence } });
    const read = disclosures.map((text) => JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]);
    expect(read.map(([, name]) => name).toSorted()).toEqual(['address', 'age_over_18', 'country']);
    const { street, postalCode } = PERSON.address!;
    for (const hidden of [PERSON.birthDate, street, postalCode, PERSON.familyName]) {
      expect(JSON.stringify(read)).not.toContain(hidden);
    }
  });

  it('answers no question for an age that is not reached', async () => {
    const held = await createHeldCredential({ claims: personRecordToClaims(PERSON) });
    const query = ask([{ path: ['age_over_65'], values: [true] }]);
    expect(matchDocuments({ query, credentials: [held], now: NOW })).toMatchObject({ reason: 'claims_missing' });
  });
});

it('what an issuer hid in one piece is shown in one piece, and said so', async () => {
  const homes = [{ town: 'Berlin', country: 'DE' }];
  const held = await createHeldCredential({ claims: { homes } });
  const query = ask([{ path: ['homes', 0, 'country'] }]);
  const [match] = matchDocuments({ query, credentials: [held], now: NOW }).matches;
  const { shown } = await listShownClaims(match!);
  expect(shown).toMatchObject([{ path: ['homes'], value: homes }]);
});
