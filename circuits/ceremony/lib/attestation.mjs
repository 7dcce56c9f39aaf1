/** What a contributor signs off and publishes: every line can be checked against the key file. */
const isoTime = (seconds) => new Date(seconds * 1000).toISOString();

/**
 * @param {{ name: string, now: number, position: number, circuitHash: string, hash: string, from: { sha256: string }, to: { sha256: string } }} options
 * @returns {string}
 */
export function attestationText({ name, now, position, circuitHash, hash, from, to }) {
  return `Postern ceremony: attestation of one contribution

Contributor: ${name}
Date: ${isoTime(now)}
Position: ${position}
Circuit hash: ${circuitHash}
File taken, SHA-256: ${from.sha256}
File given, SHA-256: ${to.sha256}
Contribution hash: ${hash}

The secret of this contribution came from the operating system's randomness and ended with the process that used it.
`;
}

/**
 * @param {string} text
 * @returns {{ name?: string, date?: string, hash?: string, sha256?: string }} what it states; absent when it does not
 */
export function readAttestation(text) {
  const line = (label) => new RegExp(`^${label}: (.+)$`, 'm').exec(text)?.[1]?.trim();
  return {
    name: line('Contributor'),
    date: line('Date'),
    hash: line('Contribution hash'),
    sha256: line('File given, SHA-256'),
  };
}
