import { parseCompactJws } from '@postern/credential';
import { expect, it } from 'vitest';

import { createHeldCredential } from '../testing/create-held-credential.ts';
import { random } from '../testing/start-test-bank.ts';
import { createMemoryVaultStorage } from '../vault/memory-vault-storage.ts';
import { createVault } from '../vault/create-vault.ts';
import { zStoredCredential } from './stored-credential.ts';
import {
  isRequestAnswered,
  keepCredential,
  keepDisclosure,
  listCredentials,
  listDisclosures,
} from './wallet-records.ts';

const claims = { given_name: 'Ἄννα', nationalities: ['GR'] };

it('reads records of the first release, which knew one SD-JWT VC and one VC-JWT', async () => {
  const { documents, ...rest } = await createHeldCredential({ claims, copies: 1 });
  const [sdJwt, jwt] = documents.map(({ copies }) => copies[0]!);
  const upgraded = zStoredCredential.parse({ ...rest, sdJwt, jwt });
  expect(upgraded.documents).toMatchObject([
    { format: 'dc+sd-jwt', types: documents[0]!.types, copies: [sdJwt] },
    { format: 'jwt_vc_json', types: ['VerifiableCredential', 'Person'], copies: [jwt] },
  ]);
  const { payload } = parseCompactJws(jwt!.token);
  expect(upgraded.documents[1]!.claims).toEqual(payload['vc']);
});

it('remembers what was shown without its values, and which copy', async () => {
  const secret = { kind: 'passphrase' as const, passphrase: 'a long enough passphrase' };
  const { vault } = await createVault({ storage: createMemoryVaultStorage(), secret, random });
  const credential = await createHeldCredential({ claims, copies: 2 });
  await keepCredential(vault, credential);
  const { token } = credential.documents[0]!.copies[1]!;
  const shown = [{ credentialId: credential.id, document: 'Person', token, labels: ['Given name'] }];
  const disclosure = {
    requestKey: 'r-1',
    clientId: 'redirect_uri:https://a.example/r',
    host: 'a.example',
    answeredAt: 1_790_000_000,
    shown,
    terms: [],
  };
  await keepDisclosure(vault, disclosure);
  expect(await listDisclosures(vault)).toEqual([disclosure]);
  expect(await isRequestAnswered(vault, 'r-1')).toBe(true);
  expect(await isRequestAnswered(vault, 'r-2')).toBe(false);
  const [kept] = await listCredentials(vault);
  expect(kept!.documents[0]!.copies.map(({ usedAt }) => usedAt)).toEqual([undefined, disclosure.answeredAt]);
});
