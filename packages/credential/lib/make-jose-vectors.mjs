import {
  createCipheriv,
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto';

const base64url = (value) =>
  Buffer.from(typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value)).toString(
    'base64url',
  );
const PAYLOAD = base64url({ iss: 'https://bank.example' });
const KINDS = [
  { alg: 'ES256', type: 'ec', namedCurve: 'P-256' },
  { alg: 'ES256K', type: 'ec', namedCurve: 'secp256k1' },
  { alg: 'EdDSA', type: 'ed25519' },
];

function makeKey({ type, namedCurve }) {
  const { privateKey, publicKey } = generateKeyPairSync(type, { namedCurve });
  return { privateKey, jwk: publicKey.export({ format: 'jwk' }), privateJwk: privateKey.export({ format: 'jwk' }) };
}

function signInput(input, { alg }, privateKey) {
  const options = alg === 'EdDSA' ? privateKey : { key: privateKey, dsaEncoding: 'ieee-p1363' };
  return base64url(sign(alg === 'EdDSA' ? null : 'sha256', Buffer.from(input), options));
}

const collect = (member) => {
  const tests = [];
  const add = (result, comment, value) => tests.push({ tcId: tests.length + 1, comment, [member]: value, result });
  return { tests, add };
};

/** A JWS of each algorithm, and headers and spellings that must not pass. */
function makeJwsGroup(kind, others) {
  const { privateKey, jwk } = makeKey(kind);
  const { tests, add } = collect('jws');
  const create = (header, input = `${base64url(header)}.${PAYLOAD}`) =>
    `${input}.${signInput(input, kind, privateKey)}`;
  const good = create({ alg: kind.alg });
  const [header, , signature] = good.split('.');
  add('valid', 'signed', good);
  add('valid', 'with a kid', create({ alg: kind.alg, kid: 'k' }));
  for (const alg of [...others, 'none', 'None', 'HS256', 'ES384', 'PS256', kind.alg.toLowerCase(), '', null, 1]) {
    add('invalid', `alg is ${JSON.stringify(alg)}`, create({ alg }));
  }
  add('invalid', 'no alg', create({}));
  add('invalid', 'alg none, no signature', `${base64url({ alg: 'none' })}.${PAYLOAD}.`);
  add('invalid', 'no signature', `${header}.${PAYLOAD}.`);
  const mac = `${base64url({ alg: 'HS256' })}.${PAYLOAD}`;
  const secret = Buffer.from(jwk.x, 'base64url');
  add('invalid', 'HMAC under the public key', `${mac}.${base64url(createHmac('sha256', secret).update(mac).digest())}`);
  add(
    'invalid',
    'another key',
    create({ alg: kind.alg }).replace(/[^.]+$/, signInput(`${header}.${PAYLOAD}`, kind, makeKey(kind).privateKey)),
  );
  add('invalid', 'another payload', `${header}.${base64url({ iss: 'x' })}.${signature}`);
  add('invalid', 'padding', `${good}==`);
  add('invalid', 'a line break', `${good}\n`);
  add('invalid', 'a space within', `${header}. ${PAYLOAD}.${signature}`);
  add('invalid', 'plain base64 letters', `${header}.${PAYLOAD}.${signature.slice(0, -2)}+/`);
  add('invalid', 'four parts', `${good}.${signature}`);
  add('invalid', 'two parts', `${header}.${PAYLOAD}`);
  add('invalid', 'JSON serialization', { protected: header, payload: PAYLOAD, signature });
  // The last letter of 86 carries four bits that mean nothing and must be zero.
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  add('invalid', 'another spelling of the signature', good.slice(0, -1) + letters[letters.indexOf(good.at(-1)) + 1]);
  return { public: jwk, tests };
}

/** Keys that say of themselves that they verify nothing, or are none. */
function makeJwkGroups(kind) {
  const { privateKey, jwk } = makeKey(kind);
  const input = `${base64url({ alg: kind.alg })}.${PAYLOAD}`;
  const jws = `${input}.${signInput(input, kind, privateKey)}`;
  const changes = [
    ['valid', 'plain', {}],
    ['valid', 'for signatures', { use: 'sig', alg: kind.alg, key_ops: ['verify'], kid: 'k' }],
    ['invalid', 'for encryption', { use: 'enc' }],
    ['invalid', 'of another algorithm', { alg: 'ECDH-ES' }],
    ['invalid', 'that does not verify', { key_ops: ['sign'] }],
    ['invalid', 'of no operation', { key_ops: [] }],
    ['invalid', 'symmetric', { kty: 'oct', k: jwk.x }],
    ['invalid', 'of another curve', { crv: 'P-384' }],
    ['invalid', 'with a short coordinate', { x: jwk.x.slice(0, -3) }],
    ['invalid', 'with a long coordinate', { x: `${jwk.x}AAAA` }],
    ['invalid', 'with padding', { x: `${jwk.x}=` }],
    ['invalid', 'without a coordinate', { x: undefined }],
    ...(kind.type === 'ec'
      ? [
          ['invalid', 'off its curve', { y: jwk.x }],
          ['invalid', 'at zero', { x: 'A'.repeat(43), y: 'A'.repeat(43) }],
        ]
      : []),
  ];
  return changes.map(([result, comment, change]) => {
    const { tests, add } = collect('jws');
    add(result, comment, jws);
    return { public: { ...jwk, ...change }, tests };
  });
}

/** Concat KDF (RFC 7518 §4.6.2) of one round: keys of up to 256 bits. */
function deriveKey(secret, { enc, apu = '', apv = '' }) {
  const bits = enc.startsWith('A128') ? 128 : 256;
  const number = (value) => Buffer.from([value >> 24, value >> 16, value >> 8, value]);
  const sized = (bytes) => Buffer.concat([number(bytes.length), bytes]);
  const info = [Buffer.from(enc), Buffer.from(apu, 'base64url'), Buffer.from(apv, 'base64url')].map(sized);
  const hash = createHash('sha256').update(Buffer.concat([number(1), secret, ...info, number(bits)]));
  return hash.digest().subarray(0, bits / 8);
}

/** ECDH-ES to P-256 with AES-GCM, by OpenSSL, and what must not open. */
function makeJweGroup() {
  const recipient = makeKey(KINDS[0]);
  const recipientKey = createPublicKey(recipient.privateKey);
  const pt = Buffer.from('{"a":1}');
  const { tests, add } = collect('jwe');
  const encrypt = ({ header = {}, ivLength = 12, tagLength = 16, aad, epk } = {}) => {
    const ephemeral = makeKey(KINDS[0]);
    const full = { alg: 'ECDH-ES', enc: 'A256GCM', kid: 'e', epk: epk ?? ephemeral.jwk, ...header };
    const secret = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: recipientKey });
    const key = deriveKey(secret, full);
    const encoded = base64url(full);
    const iv = randomBytes(ivLength);
    const cipher = createCipheriv(`aes-${key.length * 8}-gcm`, key, iv, { authTagLength: tagLength });
    cipher.setAAD(Buffer.from(aad ?? encoded));
    const text = Buffer.concat([cipher.update(pt), cipher.final()]);
    return [encoded, '', base64url(iv), base64url(text), base64url(cipher.getAuthTag())].join('.');
  };
  for (const enc of ['A128GCM', 'A256GCM']) {
    add('valid', enc, encrypt({ header: { enc } }));
    add('valid', `${enc} with party infos`, encrypt({ header: { enc, apu: 'YQ', apv: 'Yg' } }));
  }
  const good = encrypt();
  const parts = good.split('.');
  const flip = (part) => {
    const bytes = Buffer.from(part, 'base64url');
    bytes[0] ^= 1;
    return base64url(bytes);
  };
  for (const at of [2, 3, 4]) add('invalid', `part ${at} changed`, parts.with(at, flip(parts[at])).join('.'));
  for (const length of [4, 8, 12, 15]) {
    const cut = Buffer.from(parts[4], 'base64url').subarray(0, length);
    add('invalid', `tag cut to ${length} bytes`, parts.with(4, base64url(cut)).join('.'));
    if (length !== 15) add('invalid', `tag made of ${length} bytes`, encrypt({ tagLength: length }));
  }
  for (const ivLength of [1, 8, 11, 13, 16]) add('invalid', `nonce of ${ivLength} bytes`, encrypt({ ivLength }));
  add('invalid', 'no nonce', parts.with(2, '').join('.'));
  add('invalid', 'no tag', parts.with(4, '').join('.'));
  add('invalid', 'header not authenticated', encrypt({ aad: 'x' }));
  add(
    'invalid',
    'another header of the same meaning',
    parts.with(0, base64url({ typ: 'JWT', ...JSON.parse(Buffer.from(parts[0], 'base64url')) })).join('.'),
  );
  for (const header of [
    { alg: 'dir' },
    { alg: 'ECDH-ES+A128KW' },
    { alg: 'RSA-OAEP' },
    { enc: 'A128CBC-HS256' },
    { enc: 'A192GCM' },
    { zip: 'DEF' },
    { crit: ['x'] },
  ]) {
    add('invalid', `header says ${JSON.stringify(header)}`, encrypt({ header }));
  }
  add('invalid', 'an encrypted key', parts.with(1, 'AAAA').join('.'));
  const other = makeKey(KINDS[0]);
  for (const [comment, epk] of [
    ['another ephemeral key', other.jwk],
    ['a private ephemeral key', other.privateJwk],
    ['an ephemeral key off its curve', { ...other.jwk, y: other.jwk.x }],
    ['an ephemeral key at zero', { ...other.jwk, x: 'A'.repeat(43), y: 'A'.repeat(43) }],
    ['an ephemeral key of another curve', makeKey(KINDS[1]).jwk],
    ['an ephemeral key for signatures of Ed25519', makeKey(KINDS[2]).jwk],
  ]) {
    add('invalid', comment, encrypt({ epk }));
  }
  add('invalid', 'padding', `${good}=`);
  add('invalid', 'JSON serialization', { protected: parts[0], iv: parts[2], ciphertext: parts[3], tag: parts[4] });
  return { private: recipient.privateJwk, tests: tests.map((test) => ({ ...test, pt: pt.toString('hex') })) };
}

/** Files by name. */
export function makeJoseVectors() {
  const algs = KINDS.map(({ alg }) => alg);
  return {
    json_web_signature_test: KINDS.map((kind) =>
      makeJwsGroup(
        kind,
        algs.filter((alg) => alg !== kind.alg),
      ),
    ),
    json_web_key_test: KINDS.flatMap(makeJwkGroups),
    json_web_encryption_test: [makeJweGroup()],
  };
}
