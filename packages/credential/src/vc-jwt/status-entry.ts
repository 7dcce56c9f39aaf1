/** Place of a credential in one Bitstring Status List. */
export type BitstringStatusReference = { listUrl: string; index: number; purpose: 'revocation' | 'suspension' };

/** `credentialStatus` entry (Bitstring Status List §2.1); its id is not the URL of the list. */
export function createBitstringStatusEntry(reference: BitstringStatusReference) {
  const { listUrl, index, purpose } = reference;
  return {
    id: `${listUrl}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex: String(index),
    statusListCredential: listUrl,
  };
}

/** RFC 3339 in UTC, whole seconds. */
export function formatMoment(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString().replace('.000Z', 'Z');
}
