/** The ceremony in Markdown, for publication. */
const day = (seconds) => new Date(seconds * 1000).toISOString();

/**
 * Text of others: everything that Markdown or HTML could take for its own is escaped.
 *
 * @param {string} text
 */
const plain = (text) => text.replaceAll(/[!-/:-@[-`{-~]/g, '\\$&');

/**
 * @param {{ record: object, manifest?: object }} options manifest: of the exported key, when there is one
 * @returns {string}
 */
export function transcriptText({ record, manifest }) {
  const { powersOfTau, beacon, final } = record;
  const isProduction = final?.production === true;
  const rows = record.contributions.map(
    ({ name, date, hash, file, sha256 }, index) =>
      `| ${index + 1} | ${plain(name)} | ${day(date)} | \`${hash}\` | ${file} | \`${sha256}\` |`,
  );
  const exported = Object.entries(manifest?.files ?? {}).map(([name, entry]) => `| ${name} | \`${entry.sha256}\` |`);
  return `# Ceremony of ${record.circuit}

${
  isProduction
    ? 'Production key: published powers of tau, the contributors below, one public beacon.'
    : '**DEVELOPMENT KEY.** Local chains only; services, wallet and deployment refuse it elsewhere.'
}

| what | value |
|---|---|
| started | ${day(record.startedAt)} |
| circuit, SHA-256 of the r1cs | \`${record.r1cs.sha256}\` |
| circuit hash | \`${record.circuitHash}\` |
| powers of tau | ${powersOfTau.kind === 'perpetual' ? powersOfTau.name : '**development**: made locally, their secret may be known'} (2^${powersOfTau.power}) |
| powers of tau, BLAKE2b | \`${powersOfTau.blake2b}\` |
| powers of tau, SHA-256 | \`${powersOfTau.sha256}\` |
| initial key, SHA-256 | \`${record.initial.sha256}\` |

## Contributions

| # | name | date | contribution hash (BLAKE2b) | file | SHA-256 |
|---|---|---|---|---|---|
${rows.join('\n')}

## Beacon

${
  beacon === null
    ? 'Not applied yet.'
    : `| what | value |
|---|---|
| source | ${plain(beacon.source)} |
| value | \`${beacon.hex}\` |
| rounds of SHA-256 | 2^${beacon.iterationsExp} |
| date | ${day(beacon.date)} |
| contribution hash | \`${beacon.hash}\` |
| ${beacon.file}, SHA-256 | \`${beacon.sha256}\` |`
}
${
  exported.length === 0
    ? ''
    : `
## Exported files

| file | SHA-256 |
|---|---|
${exported.join('\n')}
`
}
One honest contributor, who forgot the secret, makes the key sound. Names are as the contributors gave them; nobody
checked that they are different people. Check it all again: \`npm run ceremony -- verify --dir <folder> --r1cs <file> --ptau <file>\`.
`;
}
