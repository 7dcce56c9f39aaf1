const BASE = 'https://www.w3.org/ns/credentials/v2';
const OTHER = 'https://www.w3.org/ns/credentials/examples/v2';
const credential = (change = {}) => ({
  '@context': [BASE],
  type: ['VerifiableCredential'],
  credentialSubject: { id: 'did:example:subject', name: 'Ada' },
  ...change,
});
const presentation = (change = {}) => ({ '@context': [BASE], type: ['VerifiablePresentation'], ...change });
const german = { '@value': 'Ausweis', '@language': 'de', '@direction': 'ltr' };

/** Members that hold a text, and what is none. */
const texts = (name) => [
  ['ok', { [name]: 'Pass' }],
  ['ok', { [name]: german }],
  ['ok', { [name]: [german, { '@value': 'Pass' }] }],
  ['fail', { [name]: { ...german, url: 'https://bank.example' } }],
  ['fail', { [name]: { '@language': 'de' } }],
  ['fail', { [name]: 7 }],
  ['fail', { [name]: [] }],
];
/** Members that hold objects with a type. */
const typed = (name) => [
  ['ok', { [name]: { type: 'Thing' } }],
  ['ok', { [name]: [{ type: ['Thing', 'Other'], id: 'urn:x:1' }, { type: 'Thing' }] }],
  ['fail', { [name]: {} }],
  ['fail', { [name]: { id: 'urn:x:1' } }],
  ['fail', { [name]: [{ type: 'Thing' }, {}] }],
  ['fail', { [name]: { type: [] } }],
  ['fail', { [name]: 'Thing' }],
];

const CREDENTIALS = [
  ['ok', {}],
  ['ok', { '@context': BASE }],
  ['ok', { '@context': [BASE, OTHER] }],
  ['ok', { '@context': [BASE, { Mine: 'https://bank.example/#Mine' }], type: ['VerifiableCredential', 'Mine'] }],
  ['fail', { '@context': [OTHER, BASE] }],
  ['fail', { '@context': [OTHER] }],
  ['fail', { '@context': [] }],
  ['fail', { '@context': undefined }],
  ['fail', { '@context': [BASE, 'no url'] }],
  ['fail', { '@context': [BASE, 'relative'] }],
  ['fail', { '@context': [BASE, 7] }],
  ['fail', { '@context': [BASE, null] }],
  ['fail', { '@context': [BASE, [OTHER]] }],
  ['fail', { '@context': [BASE, { issuer: 'https://bank.example/#holder' }] }],
  ['fail', { '@context': [BASE, { VerifiableCredential: 'https://bank.example/#Other' }] }],
  ['fail', { '@context': [BASE, { Mine: 'https://bank.example/#1' }, { Mine: 'https://bank.example/#2' }] }],
  ['fail', { '@context': [BASE, { Mine: 'no url' }] }],
  ['fail', { type: undefined }],
  ['fail', { type: [] }],
  ['fail', { type: 'Other' }],
  ['ok', { id: 'urn:uuid:7c7b9d3e-3d0f-4d0b-8a37-3a3f6b8f9a10' }],
  ['fail', { id: null }],
  ['fail', { id: 'seven' }],
  ['fail', { id: 'https ://bank.example' }],
  ['fail', { id: ['urn:x:1', 'urn:x:2'] }],
  ['ok', { issuer: { id: 'did:example:issuer', name: german } }],
  ['fail', { issuer: null }],
  ['fail', { issuer: 'Bank' }],
  ['fail', { issuer: { id: null } }],
  ['fail', { issuer: { id: 'did:example:issuer', name: { url: 'x' } } }],
  ['ok', { credentialSubject: [{ id: 'did:example:subject' }] }],
  ['fail', { credentialSubject: undefined }],
  ['fail', { credentialSubject: {} }],
  ['fail', { credentialSubject: [] }],
  ['fail', { credentialSubject: { id: 7 } }],
  ['fail', { credentialSubject: 'did:example:subject' }],
  ['ok', { validFrom: 'PAST DATE', validUntil: 'FUTURE DATE' }],
  ['ok', { validFrom: '2020-01-01T00:00:00.123+02:00' }],
  ['fail', { validFrom: 'FUTURE DATE', validUntil: 'PAST DATE' }],
  ['fail', { validFrom: '2020-01-01' }],
  ['fail', { validFrom: 1577836800 }],
  ['fail', { validUntil: 'tomorrow' }],
  ['ok', { credentialStatus: { type: 'Other' } }],
  ['fail', { credentialStatus: { id: 'urn:x:1' } }],
  ['fail', { credentialStatus: { type: 7 } }],
  ['fail', { credentialStatus: { type: 'Other', id: 'no url' } }],
  ['ok', { credentialSchema: { type: 'Schema', id: 'https://bank.example/schema' } }],
  ['fail', { credentialSchema: { type: 'Schema' } }],
  ['fail', { credentialSchema: { id: 'https://bank.example/schema' } }],
  ['fail', { credentialSchema: { type: 'Schema', id: 'no url' } }],
  ...['evidence', 'termsOfUse', 'refreshService', 'proof'].flatMap(typed),
  ...['name', 'description'].flatMap(texts),
];
const PRESENTATIONS = [
  ['ok', {}],
  ['ok', { '@context': [BASE, OTHER], id: 'urn:x:1' }],
  ['ok', { verifiableCredential: [credential(), credential()] }],
  ['ok', { holder: { id: 'did:key:z6MkpJySvETLnxhQG9DzEdmKJtysBDjuuTeDfUj1uNNCUqcj' } }],
  ['fail', { '@context': [OTHER, BASE] }],
  ['fail', { '@context': [OTHER] }],
  ['fail', { '@context': undefined }],
  ['fail', { '@context': [BASE, { holder: 'https://bank.example/#issuer' }] }],
  ['fail', { type: undefined }],
  ['fail', { type: ['Other'] }],
  ['fail', { holder: 'Ada' }],
  ['fail', { holder: { name: 'Ada' } }],
  ['fail', { holder: 'did:example:somebody' }],
  ['fail', { verifiableCredential: ['e30.e30.'] }],
  ['fail', { verifiableCredential: [{ id: 'data:application/vc+jwt,e30.e30.' }] }],
  ['fail', { verifiableCredential: [credential({ type: [] })] }],
];

/** In the spelling of the W3C suite: what is to be signed, and whether it is a credential or presentation of VCDM 2.0. */
export function makeDataModelVectors() {
  const list = (kind, cases, make) =>
    cases.map(([result, change], at) => ({ name: `${kind}-${at}-${result}`, document: make(change) }));
  return [...list('credential', CREDENTIALS, credential), ...list('presentation', PRESENTATIONS, presentation)];
}
