/** The steps of the ceremony, for `bin/ceremony.mjs` and the tests. */
export { applyBeacon } from './lib/apply-beacon.mjs';
export { CeremonyError } from './lib/ceremony-error.mjs';
export { newestKey, readRecord } from './lib/ceremony-record.mjs';
export { contributeToKey } from './lib/contribute-to-key.mjs';
export { exportKey } from './lib/export-key.mjs';
export { finalizeCeremony } from './lib/finalize-ceremony.mjs';
export { hashFile } from './lib/hash-file.mjs';
export { identifyPowersOfTau, PUBLISHED } from './lib/identify-powers-of-tau.mjs';
export { readTypedText } from './lib/read-typed-text.mjs';
export { receiveContribution } from './lib/receive-contribution.mjs';
export { startCeremony } from './lib/start-ceremony.mjs';
export { transcriptText } from './lib/transcript.mjs';
export { verifyCeremony } from './lib/verify-ceremony.mjs';
