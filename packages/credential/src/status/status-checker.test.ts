import { deflateRawSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';

import type { JsonObject } from '../jose/compact-jws.ts';
import { createTestParty } from '../testing/test-parties.ts';
import { createTestWorld, LISTS, MAX_LIFE_SECONDS, NOW, type TestWorld } from '../testing/test-world.ts';
import { decodeBitstringList, unpack } from './bitstring-status-list.ts';
import type { StatusChecker } from './create-status-checker.ts';

let world: TestWorld;
let checker: StatusChecker;
beforeEach(async () => {
  world = await createTestWorld();
  checker = world.createChecker();
});

const token = async (index = 5, more: object = {}) =>
  (await checker.checkTokenStatus({ uri: LISTS.token, index, issuer: world.bank.did, ...more })).status;
const entry = (change: object = {}) => ({
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '5',
  statusListCredential: LISTS.revocation,
  ...change,
});
const bitstring = async (change: object = {}, issuer = world.bank.did) =>
  (await checker.checkBitstringStatus({ entry: entry(change), issuer })).status;

/** zlib or gzip of bytes, base64url. */
async function pack(bytes: Uint8Array, format: 'gzip' | 'deflate'): Promise<string> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new CompressionStream(format));
  return Buffer.from(await new Response(stream).arrayBuffer()).toString('base64url');
}

describe('Token Status List', () => {
  it('tells each status by its index', async () => {
    world.state.revoked = [5];
    world.state.suspended = [6, 7];
    await expect(Promise.all([token(4), token(5), token(6)])).resolves.toEqual(['valid', 'revoked', 'suspended']);
  });

  it.each([
    [1, [0b0000_0010], ['valid', 'revoked']],
    [2, [0b1110_0100], ['valid', 'revoked', 'suspended', 'unknown']],
    [4, [0x10, 0x32], ['valid', 'revoked', 'suspended', 'unknown']],
    [8, [0, 1, 2, 3, 255], ['valid', 'revoked', 'suspended', 'unknown', 'unknown']],
  ])('with %i bits has its least significant bits first', async (bits, bytes, expected) => {
    world.state.forge.payload = { status_list: { bits, lst: await pack(Uint8Array.from(bytes), 'deflate') } };
    await expect(Promise.all(expected.map((_, index) => token(index)))).resolves.toEqual(expected);
    const outside = (bytes.length * 8) / bits;
    await expect(token(outside)).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_INDEX' });
  });

  it('is refused outside its range, as a bomb, or malformed', async () => {
    for (const index of [-1, 1.5, 2 ** 21, Number.NaN]) {
      await expect(token(index)).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_INDEX' });
    }
    const spoiled: [JsonObject, string][] = [
      [{ bits: 2, lst: await pack(new Uint8Array(3_000_000), 'deflate') }, 'ERR_STATUS_LIST_TOO_LARGE'],
      [{ bits: 2, lst: await pack(new Uint8Array(10), 'gzip') }, 'ERR_STATUS_LIST_MALFORMED'],
      [{ bits: 2, lst: deflateRawSync(new Uint8Array(10)).toString('base64url') }, 'ERR_STATUS_LIST_MALFORMED'],
      [{ bits: 2, lst: 'AAAA' }, 'ERR_STATUS_LIST_MALFORMED'],
      [{ bits: 2, lst: '!' }, 'ERR_STATUS_LIST_MALFORMED'],
      [{ bits: 3, lst: '' }, 'ERR_STATUS_LIST_MALFORMED'],
      [{ lst: '' }, 'ERR_STATUS_LIST_MALFORMED'],
    ];
    for (const [list, code] of spoiled) {
      world.state.now += 1000;
      world.state.forge.payload = { status_list: list };
      await expect(token()).rejects.toMatchObject({ code });
    }
  });

  it('is read at its full size, however little it compresses', async () => {
    const bytes = new Uint8Array(1 << 19);
    for (let start = 0; start < bytes.length; start += 65_536) {
      crypto.getRandomValues(bytes.subarray(start, start + 65_536));
    }
    world.state.forge.payload = { status_list: { bits: 2, lst: await pack(bytes, 'deflate') } };
    const last = (1 << 21) - 1;
    const expected = ['valid', 'revoked', 'suspended', 'unknown'][bytes.at(-1)! >> 6];
    await expect(token(last)).resolves.toBe(expected);
  });

  it('is the issuer’s own, of this URI, of its type and of now', async () => {
    const mallory = await createTestParty('ES256');
    await expect(token(5, { issuer: mallory.did })).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_ISSUER' });
    const cases: [TestWorld['state']['forge'], string][] = [
      [{ signer: mallory }, 'ERR_JWS_SIGNATURE'],
      [{ payload: { sub: `${LISTS.token}/` } }, 'ERR_STATUS_LIST_ISSUER'],
      [{ header: { typ: 'JWT' } }, 'ERR_JWS_TYPE'],
      [{ payload: { exp: NOW } }, 'ERR_STATUS_LIST_STALE'],
      [{ payload: { iat: NOW + 1000 } }, 'ERR_STATUS_LIST_STALE'],
      [{ payload: { iat: NOW + 100_000 } }, 'ERR_STATUS_LIST_MALFORMED'],
      [{ payload: { iat: undefined as never } }, 'ERR_STATUS_LIST_MALFORMED'],
    ];
    for (const [forge, code] of cases) {
      world.state.now += 11;
      world.state.forge = forge;
      await expect(token()).rejects.toMatchObject({ code });
    }
  });
});

describe.each([1, 2] as const)('Bitstring Status List of data model %i', (version) => {
  beforeEach(() => {
    world.state.version = version;
  });

  it('tells the status by purpose', async () => {
    world.state.revoked = [5];
    world.state.suspended = [6];
    world.state.companions = false;
    const read = (statusPurpose: 'revocation' | 'suspension', statusListIndex: string) =>
      bitstring({ statusPurpose, statusListCredential: LISTS[statusPurpose], statusListIndex });
    await expect(read('revocation', '5')).resolves.toBe('revoked');
    await expect(read('revocation', '6')).resolves.toBe('valid');
    await expect(read('suspension', '6')).resolves.toBe('suspended');
    await expect(read('suspension', '5')).resolves.toBe('valid');
  });

  it.each(['revocation', 'suspension', 'combined'] as const)(
    'is read with its companions, whichever a credential names: %s',
    async (named) => {
      world.state.revoked = [5, 7];
      world.state.suspended = [6, 7];
      const statusPurpose = named === 'combined' ? 'suspension' : named;
      const read = (index: number) =>
        bitstring({ statusPurpose, statusListCredential: LISTS[named], statusListIndex: String(index) });
      await expect(Promise.all([4, 5, 6, 7].map(read))).resolves.toEqual(['valid', 'revoked', 'suspended', 'revoked']);
    },
  );

  it('without a companion that it names decides nothing', async () => {
    world.state.downLists = [LISTS.suspension];
    await expect(bitstring()).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_UNREACHABLE' });
    world.state.downLists = [];
    world.state.now += 11;
    await expect(bitstring()).resolves.toBe('valid');
  });

  it('is refused for another purpose, index, size or kind of entry', async () => {
    await expect(bitstring({ statusPurpose: 'suspension' })).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_PURPOSE' });
    await expect(bitstring({ statusListIndex: '2097152' })).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_INDEX' });
    const odd = [
      { statusListIndex: 5 },
      { statusListIndex: '05' },
      { statusListIndex: '-1' },
      { statusListIndex: '1e3' },
      { type: 'StatusList2021Entry' },
      { statusSize: 2 },
      { statusPurpose: 'message' },
    ];
    for (const change of odd) {
      await expect(bitstring(change)).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_UNSUPPORTED' });
    }
    await expect(bitstring({ statusListCredential: 'http://bank.example/1' })).rejects.toMatchObject({
      code: 'ERR_STATUS_LIST_MALFORMED',
    });
  });

  it('is the issuer’s own, of this URL and of now', async () => {
    const mallory = await createTestParty('ES256');
    await expect(bitstring({}, mallory.did)).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_ISSUER' });
    world.state.forge = { signer: mallory };
    await expect(bitstring()).rejects.toMatchObject({ code: 'ERR_JWS_SIGNATURE' });
    world.state.now = NOW + 86_400;
    world.state.forge = {};
    await expect(bitstring()).rejects.toMatchObject({ code: 'ERR_VC_JWT_EXPIRED' });
    world.state.now += 11;
    world.state.issuedAt = world.state.now;
    const id = 'https://bank.example/other';
    world.state.forge = { payload: version === 2 ? { id } : { jti: id } };
    await expect(bitstring()).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_(STATUS_LIST_ISSUER|VC_JWT_NOT_ACCEPTED)$/),
    });
  });
});

describe('Bitstring Status List', () => {
  const subject = (change: object) => ({
    credentialSubject: {
      id: `${LISTS.revocation}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      ...change,
    },
  });

  it('holds enough entries to hide each, in the one encoding', async () => {
    const enough = await pack(new Uint8Array(16_384), 'gzip');
    world.state.forge.payload = subject({ encodedList: `u${enough}` });
    await expect(bitstring()).resolves.toBe('valid');
    await expect(bitstring({ statusListIndex: '131072' })).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_INDEX' });
    for (const encodedList of [
      `u${await pack(new Uint8Array(16_383), 'gzip')}`,
      enough,
      `z${enough}`,
      `u${enough}==`,
    ]) {
      world.state.now += 400;
      world.state.forge.payload = subject({ encodedList });
      await expect(bitstring()).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_MALFORMED' });
    }
  });

  it('is malformed when it names companions of another kind, or too many', async () => {
    const encodedList = `u${await pack(new Uint8Array(16_384), 'gzip')}`;
    const companion = { statusPurpose: 'revocation', statusListCredential: LISTS.revocation };
    for (const companionLists of [
      [{ ...companion, statusPurpose: 'message' }],
      [{ ...companion, statusListCredential: 7 }],
      Array.from({ length: 5 }, () => companion),
      'none',
    ]) {
      world.state.now += 41;
      world.state.forge.payload = subject({ encodedList, companionLists });
      await expect(bitstring()).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_MALFORMED' });
    }
    world.state.now += 41;
    world.state.forge.payload = subject({ encodedList, companionLists: [companion] });
    await expect(bitstring()).resolves.toBe('valid');
  });

  it('counts its first index at the most significant bit', async () => {
    const bytes = new Uint8Array(16_384);
    bytes[0] = 0b1000_0001;
    world.state.forge.payload = subject({ encodedList: `u${await pack(bytes, 'gzip')}` });
    const found = await Promise.all(['0', '1', '7', '8'].map((statusListIndex) => bitstring({ statusListIndex })));
    expect(found).toEqual(['revoked', 'valid', 'revoked', 'valid']);
  });

  it('may be kept for as many milliseconds as it says', async () => {
    world.state.companions = false;
    const encodedList = `u${await pack(new Uint8Array(16_384), 'gzip')}`;
    world.state.forge.payload = subject({ encodedList, ttl: 20_000 });
    await bitstring();
    world.state.now += 19;
    await bitstring();
    expect(world.state.fetches).toHaveLength(1);
    world.state.now += 1;
    await bitstring();
    expect(world.state.fetches).toHaveLength(2);
  });
});

describe('status checker', () => {
  it('asks for whole lists, once for as long as they allow', async () => {
    await Promise.all([token(1), token(2)]);
    world.state.now += 29;
    await token(3);
    expect(world.state.fetches).toEqual([LISTS.token]);
    world.state.now += 1;
    await token(3);
    expect(world.state.fetches).toHaveLength(2);
  });

  it.each([
    ['says a longer life', 86_400],
    ['says none', undefined],
  ])('keeps a list that %s for its own time and no longer', async (_what, timeToLive) => {
    world.state.timeToLive = timeToLive as number;
    await expect(token()).resolves.toBe('valid');
    world.state.revoked = [5];
    world.state.now += MAX_LIFE_SECONDS - 1;
    await expect(token()).resolves.toBe('valid');
    world.state.now += 1;
    await expect(token()).resolves.toBe('revoked');
  });

  it('counts a list’s life, and the age of what it says, from the question', async () => {
    world.state.answerSeconds = 7;
    const { asOf } = await checker.checkTokenStatus({ uri: LISTS.token, index: 5, issuer: world.bank.did });
    expect([asOf, world.state.now]).toEqual([NOW, NOW + 7]);
    world.state.now = NOW + 29;
    await token();
    expect(world.state.fetches).toHaveLength(1);
    world.state.now = NOW + 30;
    await token();
    expect(world.state.fetches).toHaveLength(2);
  });

  it('is as old as the oldest list that it read', async () => {
    await bitstring({ statusPurpose: 'suspension', statusListCredential: LISTS.suspension });
    world.state.now += 20;
    const { asOf } = await checker.checkBitstringStatus({ entry: entry(), issuer: world.bank.did });
    expect(asOf).toBe(NOW);
  });

  it('does not outlive the list, nor go back behind one it has seen', async () => {
    await token();
    world.state.down = true;
    world.state.now += 30;
    await expect(token()).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_UNREACHABLE' });
    world.state.down = false;
    world.state.now += 11;
    world.state.issuedAt = NOW - 1;
    await expect(token()).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_ROLLBACK' });
    world.state.now += 11;
    world.state.issuedAt = NOW + 1;
    await expect(token()).resolves.toBe('valid');
  });
});

const ENCODINGS: readonly [string, 1 | 2, () => Promise<string>][] = [
  ['Token Status List', 2, () => token()],
  ['Bitstring Status List of VCDM 1.1', 1, () => bitstring()],
  ['Bitstring Status List of VCDM 2.0', 2, () => bitstring()],
];

describe.each(ENCODINGS)('two lists of one second, as %s', (_name, version, read) => {
  beforeEach(() => {
    world.state.version = version;
  });

  it('are told apart by their sequence: the older never counts again', async () => {
    world.state.sequence = 7;
    world.state.revoked = [5];
    await expect(read()).resolves.toBe('revoked');
    // Whoever stands between shows the list from before the revocation.
    world.state.now += MAX_LIFE_SECONDS;
    world.state.sequence = 6;
    world.state.revoked = [];
    await expect(read()).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_ROLLBACK' });
    world.state.now += 11;
    world.state.sequence = undefined;
    await expect(read()).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_ROLLBACK' });
    world.state.now += 11;
    world.state.sequence = 8;
    await expect(read()).resolves.toBe('valid');
  });

  it('that count nothing are ordered by their dates alone', async () => {
    world.state.sequence = undefined;
    await expect(read()).resolves.toBe('valid');
    world.state.now += MAX_LIFE_SECONDS;
    world.state.revoked = [5];
    await expect(read()).resolves.toBe('revoked');
    world.state.now += MAX_LIFE_SECONDS;
    world.state.issuedAt -= 1;
    await expect(read()).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_ROLLBACK' });
  });

  it('count by the date first: a later one counts whatever its number', async () => {
    world.state.sequence = 7;
    await expect(read()).resolves.toBe('valid');
    world.state.now += MAX_LIFE_SECONDS;
    world.state.issuedAt += 1;
    world.state.sequence = 1;
    await expect(read()).resolves.toBe('valid');
  });

  it.each([-1, 0.5, '7', null])('are malformed with the sequence %j', async (sequence) => {
    world.state.forge.payload = await spoilSequence(version, sequence);
    await expect(read()).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_MALFORMED' });
  });
});

/** A change of the list's payload that gives it this sequence, wherever its form has it. */
async function spoilSequence(version: 1 | 2, sequence: unknown): Promise<JsonObject> {
  const credentialSubject = {
    id: `${LISTS.revocation}#list`,
    type: 'BitstringStatusList',
    statusPurpose: 'revocation',
    encodedList: `u${await pack(new Uint8Array(16_384), 'gzip')}`,
    sequence,
  };
  if (version === 2) return { sequence, credentialSubject } as JsonObject;
  const vc = {
    '@context': ['https://www.w3.org/2018/credentials/v1'],
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    credentialSubject,
  };
  return { sequence, vc } as JsonObject;
}

describe('compressed lists', () => {
  it('stop unpacking at the limit and refuse what is cut short', async () => {
    const bomb = Buffer.from(await pack(new Uint8Array(50_000_000), 'gzip'), 'base64url');
    await expect(unpack(bomb, 'gzip', 1000)).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_TOO_LARGE' });
    const whole = await pack(
      Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251),
      'gzip',
    );
    const cut = Buffer.from(whole, 'base64url').subarray(0, -20).toString('base64url');
    await expect(decodeBitstringList(`u${cut}`)).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_MALFORMED' });
  });
});
