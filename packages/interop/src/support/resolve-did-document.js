import { calculateJwkThumbprint } from 'jose';
/** Resolves did:web (http on this machine, where `web-did-resolver` knows https only) and did:jwk, without our code. */
export async function resolveDidDocument(did) {
  if (did.startsWith('did:jwk:')) {
    const publicKeyJwk = JSON.parse(Buffer.from(did.slice(8), 'base64url').toString());
    const id = `${did}#0`;
    const method = { id, type: 'JsonWebKey2020', controller: did, publicKeyJwk: publicKeyJwk };
    return { id: did, verificationMethod: [method], authentication: [id], assertionMethod: [id] };
  }
  const [host, ...path] = did.split(':').slice(2).map(decodeURIComponent);
  const scheme = host?.startsWith('localhost') === true ? 'http' : 'https';
  const response = await fetch(`${scheme}://${host}/${path.length === 0 ? '.well-known' : path.join('/')}/did.json`);
  if (!response.ok) throw new Error(`${did}: ${response.status}`);
  return await response.json();
}
/** Public key of a DID URL. @throws Error it is not in the document */
export async function findDidKey(didUrl) {
  const document = await resolveDidDocument(didUrl.split('#')[0]);
  const method = document.verificationMethod?.find(({ id }) => id === didUrl);
  if (method?.publicKeyJwk === undefined) throw new Error(`${didUrl} is not in the document.`);
  return method.publicKeyJwk;
}
/** Thumbprint of a did:jwk's key: whoever proves by `jwk` cannot know how the other side spells the DID. */
export async function thumbprintOfDid(did) {
  const [method] = (await resolveDidDocument(did)).verificationMethod ?? [];
  return calculateJwkThumbprint(method?.publicKeyJwk);
}
//# sourceMappingURL=resolve-did-document.js.map
