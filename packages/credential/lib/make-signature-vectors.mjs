import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const toBytes = (number) => Buffer.from(number.toString(16).padStart(64, '0'), 'hex');
const toNumber = (bytes) => BigInt(`0x${hex(bytes)}`);
const littleEndian = (number) => toBytes(number).reverse();

const ORDERS = {
  'P-256': 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  secp256k1: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
};
/** Order of the group of Ed25519 (RFC 8032 §5.1). */
const ED25519_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
/** Points of small order: the neutral one, one of order 2, one of order 4, and a second spelling of the neutral one. */
const SMALL_POINTS = [`01${'00'.repeat(31)}`, `ec${'ff'.repeat(30)}7f`, '00'.repeat(32), `ee${'ff'.repeat(30)}7f`];

/** Collects tests of one group, in the shape of Wycheproof's files. */
function createGroup(members) {
  const tests = [];
  const add = (result, comment, msg, sig) =>
    tests.push({ tcId: tests.length + 1, comment, msg: hex(msg), sig: hex(sig), result });
  return { add, group: { ...members, tests } };
}

/** r‖s signatures by OpenSSL, and what somebody may make of them. */
function makeEcdsaGroup(curve, message) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const uncompressed = hex(Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]));
  const { add, group } = createGroup({ publicKey: { uncompressed } });
  const order = ORDERS[curve];
  const good = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const other = generateKeyPairSync('ec', { namedCurve: curve }).privateKey;
  const [r, s] = [good.subarray(0, 32), good.subarray(32)];
  const pair = (left, right) => Buffer.concat([left, right]);
  add('valid', 'signature', message, good);
  add(
    'valid',
    's on the other side of half the order, which JOSE allows',
    message,
    pair(r, toBytes(order - toNumber(s))),
  );
  for (const value of [0n, 1n, order - 1n, order, order + 1n, 2n ** 256n - 1n]) {
    add('invalid', `r is ${value}`, message, pair(toBytes(value), s));
    add('invalid', `s is ${value}`, message, pair(r, toBytes(value)));
  }
  add('invalid', 'r and s are zero', message, Buffer.alloc(64));
  add('invalid', 'r and s swapped', message, pair(s, r));
  add('invalid', 'r negated', message, pair(toBytes(order - toNumber(r)), s));
  add('invalid', 'another message', Buffer.concat([message, Buffer.from([0])]), good);
  add('invalid', 'another key', message, sign('sha256', message, { key: other, dsaEncoding: 'ieee-p1363' }));
  add('invalid', 'another digest', message, sign('sha512', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }));
  add('invalid', 'digest in place of the message', createHash('sha256').update(message).digest(), good);
  add('invalid', 'DER', message, sign('sha256', message, privateKey));
  addSpoiledBytes(add, message, good);
  return group;
}

function makeEd25519Group(message) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pk = hex(Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url'));
  const { add, group } = createGroup({ publicKey: { pk } });
  const good = sign(null, message, privateKey);
  const [r, s] = [good.subarray(0, 32), good.subarray(32)];
  const scalar = toNumber(Buffer.from(s).reverse());
  add('valid', 'signature', message, good);
  add('invalid', 'S + L', message, Buffer.concat([r, littleEndian(scalar + ED25519_ORDER)]));
  for (const value of [0n, 1n, ED25519_ORDER - 1n, ED25519_ORDER, 2n ** 256n - 1n]) {
    add('invalid', `S is ${value}`, message, Buffer.concat([r, littleEndian(value)]));
  }
  for (const point of SMALL_POINTS) {
    add('invalid', `R is of small order: ${point}`, message, Buffer.concat([Buffer.from(point, 'hex'), s]));
    add('invalid', `R is of small order, S zero: ${point}`, message, Buffer.from(point + '00'.repeat(32), 'hex'));
  }
  add('invalid', 'halves swapped', message, Buffer.concat([s, r]));
  add('invalid', 'another message', Buffer.concat([message, Buffer.from([0])]), good);
  add('invalid', 'another key', message, sign(null, message, generateKeyPairSync('ed25519').privateKey));
  add(
    'invalid',
    'digest signed in place of the message',
    message,
    sign(null, createHash('sha512').update(message).digest(), privateKey),
  );
  addSpoiledBytes(add, message, good);
  return group;
}

/** Cut, lengthened, and with one bit of each byte flipped. */
function addSpoiledBytes(add, message, good) {
  for (const length of [0, 1, 32, 63]) add('invalid', `cut to ${length} bytes`, message, good.subarray(0, length));
  add('invalid', 'with a zero behind', message, Buffer.concat([good, Buffer.alloc(1)]));
  add('invalid', 'with a zero before', message, Buffer.concat([Buffer.alloc(1), good]));
  for (let at = 0; at < good.length; at += 1) {
    const flipped = Buffer.from(good);
    flipped[at] ^= 1 << (at % 8);
    add('invalid', `bit ${at % 8} of byte ${at} flipped`, message, flipped);
  }
}

const MESSAGES = [Buffer.alloc(0), Buffer.from('Postern'), randomBytes(100)];

/** Files by name. */
export function makeSignatureVectors() {
  return {
    ecdsa_secp256r1_sha256_p1363_test: MESSAGES.map((message) => makeEcdsaGroup('P-256', message)),
    ecdsa_secp256k1_sha256_p1363_test: MESSAGES.map((message) => makeEcdsaGroup('secp256k1', message)),
    ed25519_test: MESSAGES.map(makeEd25519Group),
  };
}
