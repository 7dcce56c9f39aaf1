import { PosternError } from '@postern/primitives';
import fc from 'fast-check';

import { parseRequestLink } from '../present/parse-request-link.ts';
import { parseClientId } from '../present/authenticate-verifier.ts';
import { fetchPresentationRequest } from '../present/fetch-presentation-request.ts';
import type { HttpClient } from '../ports.ts';
import { fetchCredentialOffer } from '../receive/fetch-credential-offer.ts';
import { fetchIssuerMetadata } from '../receive/fetch-issuer-metadata.ts';
import { readTokens } from '../receive/request-token.ts';
import { createMemoryVaultStorage } from '../vault/memory-vault-storage.ts';
import { importBackup } from '../vault/backup.ts';
import { clock, random } from './start-test-bank.ts';

/** A reader of text that a stranger wrote, with a text that it takes. */
export type HolderParser = { name: string; parse: (text: string) => unknown; sample: string };

const answering =
  (text: string): HttpClient =>
  async () => ({ status: 200, body: new TextEncoder().encode(text) });
const ISSUER = 'https://bank.example';
const offer = JSON.stringify({
  credential_issuer: ISSUER,
  credential_configuration_ids: ['card'],
  grants: {
    'urn:ietf:params:oauth:grant-type:pre-authorized_code': {
      'pre-authorized_code': 'abc',
      tx_code: { length: 6, input_mode: 'numeric', description: 'from the bank' },
    },
  },
});
const metadata = JSON.stringify({
  ...{ credential_issuer: ISSUER, issuer: ISSUER, credential_endpoint: `${ISSUER}/c`, token_endpoint: `${ISSUER}/t` },
  credential_configurations_supported: { card: { format: 'dc+sd-jwt', vct: 'card' } },
  display: [{ name: 'Bank', locale: 'en' }],
});
const query = JSON.stringify({ credentials: [{ id: 'a', format: 'dc+sd-jwt', meta: { vct_values: ['card'] } }] });
const link = new URLSearchParams({
  client_id: 'redirect_uri:https://site.example/r',
  response_uri: 'https://site.example/r',
  response_type: 'vp_token',
  response_mode: 'direct_post',
  nonce: 'n'.repeat(32),
  dcql_query: query,
}).toString();
const isAnswered = async () => false;
const unsigned = (text: string) => `${link.replace(/dcql_query=.*$/, '')}${new URLSearchParams({ dcql_query: text })}`;

/** Every reader of this package that meets what issuers, sites and files write. */
export const HOLDER_PARSERS: readonly HolderParser[] = [
  {
    name: 'offer by value',
    parse: (text) =>
      fetchCredentialOffer({ link: `?${new URLSearchParams({ credential_offer: text })}`, http: answering('') }),
    sample: offer,
  },
  {
    name: 'offer by reference',
    parse: (text) =>
      fetchCredentialOffer({ link: '?credential_offer_uri=https%3A%2F%2Fbank.example%2Fo', http: answering(text) }),
    sample: offer,
  },
  {
    name: 'offer link',
    parse: (text) => fetchCredentialOffer({ link: text, http: answering(offer) }),
    sample: `openid-credential-offer://?${new URLSearchParams({ credential_offer: offer })}`,
  },
  {
    name: 'issuer metadata',
    parse: (text) => fetchIssuerMetadata({ credentialIssuer: ISSUER, http: answering(text) }),
    sample: metadata,
  },
  {
    name: 'token answer',
    parse: (text) => {
      const json = readJson(text);
      return readTokens({ json, dpopKey: undefined, clientId: undefined, now: clock.now() });
    },
    sample: JSON.stringify({ access_token: 'a', token_type: 'Bearer', expires_in: 60 }),
  },
  { name: 'request link', parse: parseRequestLink, sample: `openid4vp://?${link}` },
  { name: 'client identifier', parse: parseClientId, sample: 'decentralized_identifier:did:web:site.example' },
  {
    name: 'unsigned request',
    parse: (text) => fetchPresentationRequest({ link: text, http: answering(''), clock, isAnswered }),
    sample: `?${link}`,
  },
  {
    name: 'query of a request',
    parse: (text) => fetchPresentationRequest({ link: unsigned(text), http: answering(''), clock, isAnswered }),
    sample: query,
  },
  {
    name: 'signed request',
    parse: (text) =>
      fetchPresentationRequest({
        link: '?client_id=decentralized_identifier%3Adid%3Aweb%3Asite.example&request_uri=https%3A%2F%2Fsite.example%2Fr',
        http: answering(text),
        clock,
        isAnswered,
      }),
    sample: 'eyJhbGciOiJFUzI1NiIsInR5cCI6Im9hdXRoLWF1dGh6LXJlcStqd3QifQ.e30.c2ln',
  },
  {
    name: 'backup file',
    parse: (text) => importBackup({ storage: createMemoryVaultStorage(), text, passphrase: 'x', random }),
    sample: JSON.stringify({ format: 'postern-backup/1', vaultId: 'AAAA', wrap: {}, records: [] }),
  },
];

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // Only the text form is spoiled here; the reader itself gets values.
    throw new PosternError('ERR_TEST_JSON', 'not JSON', { cause });
  }
}

/** Noise, JSON, the sample with pieces changed, cut or doubled, and the sample with a member replaced by any value. */
function textArbitrary(sample: string): fc.Arbitrary<string> {
  const change = fc.tuple(fc.nat(), fc.nat(19), fc.nat(2), fc.string({ unit: 'binary', maxLength: 4 }));
  const spoiled = fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce((text, [at, length, kind, noise]) => {
      const start = at % (text.length + 1);
      const [before, middle, after] = [
        text.slice(0, start),
        text.slice(start, start + length),
        text.slice(start + length),
      ];
      return [before + noise + after, before + after, before + middle + middle + after][kind]!;
    }, sample),
  );
  const replaced = fc.tuple(fc.nat(), fc.jsonValue({ maxDepth: 3 })).map(([at, value]) => {
    if (!sample.startsWith('{')) return JSON.stringify(value);
    const members = Object.keys(JSON.parse(sample) as object);
    return JSON.stringify({ ...JSON.parse(sample), [members[at % members.length]!]: value });
  });
  return fc.oneof(fc.string({ unit: 'binary' }), fc.json(), spoiled, replaced);
}

/** Every text is either read or refused with an error of our own: no crash, no hang. */
export async function assertHolderParserHolds(
  parser: HolderParser,
  options: { runs: number; seed: number },
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(textArbitrary(parser.sample), async (text) => {
      try {
        await parser.parse(text);
      } catch (error) {
        if (!(error instanceof PosternError)) throw error;
      }
    }),
    { numRuns: options.runs, seed: options.seed },
  );
}
