import { describe, expect, it } from 'vitest';
import { checkUnearnedWords, findUnearnedWords } from '../../lib/checks/check-unearned-words.mjs';

describe('findUnearnedWords', () => {
  it.each([
    ['in a page', '<Text>Fully compliant from day one</Text>', 'compliant'],
    ['joined to another word', 'GDPR-compliant', 'compliant'],
    ['at the start of a sentence', 'Compliant by design.', 'compliant'],
    ['in a README', '- **Certified liveness** at intake', 'certified liveness'],
    ['over two lines', 'with certified\nliveness', 'certified liveness'],
    ['turned round', "{ title: 'Liveness certified' }", 'liveness certified'],
    ['as a noun', 'our liveness certification', 'liveness certification'],
    ['in an error', "new CaseError('ERR_CASE', 'The document was verified by AI.')", 'verified by AI'],
    ['over two lines of a comment', '/** verified\n * by AI */', 'verified by AI'],
    ['with a hyphen', 'AI-verified documents', 'AI verified'],
    ['as a law that nobody held this against', 'HIPAA ready', 'HIPAA'],
    ['as a throughput', 'scales to 100k TPS', '100k TPS'],
    ['as a throughput in digits', 'scales to 100,000 TPS', '100,000 TPS'],
  ])('finds a word %s', (_where, text, words) => {
    expect(findUnearnedWords(text)).toEqual([words]);
  });

  it.each([
    'in compliance with the License',
    'a compliance officer',
    'Liveness shown by an active test',
    'the authority that certified the protocols',
    'verified by aid of the key',
    '100,000 decisions a second',
  ])('lets "%s" be', (text) => {
    expect(findUnearnedWords(text)).toEqual([]);
  });
});

it('finds none of them in this repository', () => {
  expect(checkUnearnedWords()).toEqual([]);
});
