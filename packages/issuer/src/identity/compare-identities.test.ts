import { describe, expect, it } from 'vitest';

import { compareIdentities } from './compare-identities.ts';
import { createFacts } from './testing/create-facts.ts';

const facts = createFacts('Selma|Lindqvist');
const otherName = { givenName: 'Paul', familyName: 'Winterberg' };

describe('two applications', () => {
  it('match by document, name, or both', () => {
    expect(compareIdentities(facts, facts)).toEqual({ document: true, name: 'equal' });
    expect(compareIdentities(facts, { ...facts, ...otherName })).toEqual({ document: true, name: null });
    expect(compareIdentities(facts, createFacts('Selma|Lindqvist', { number: 'B7' }))).toEqual({
      document: false,
      name: 'equal',
    });
    expect(compareIdentities(facts, createFacts('Paul|Winterberg', { number: 'B7' }))).toBeNull();
  });

  it('match by name for equal birth dates only', () => {
    const later = { ...createFacts('Selma|Lindqvist', { number: 'B7' }), birthDate: '1990-01-02' };
    expect(compareIdentities(facts, later)).toBeNull();
    expect(compareIdentities(later, later)?.name).toBe('equal');
  });

  it('match by a document number however it is written, in one country only', () => {
    const other = (document: Parameters<typeof createFacts>[1]) => createFacts('Paul|Winterberg', document);
    for (const number of ['a1234567', 'A 123-4567', 'Ａ１２３４５６７', 'A١٢٣٤٥٦٧', 'А1234567']) {
      expect(compareIdentities(facts, other({ number }))).toEqual({ document: true, name: null });
    }
    expect(compareIdentities(facts, other({ number: 'A1234568' }))).toBeNull();
    expect(compareIdentities(facts, other({ issuingCountry: 'ES' }))).toBeNull();
    // A document number without a letter or digit recognises nothing.
    expect(compareIdentities(createFacts('Max|Lee', { number: '---' }), other({ number: '***' }))).toBeNull();
  });

  it('count the name once for all its forms, and the best of them', () => {
    const left = createFacts('Иван|Петренков|Ivan Petrenko', { number: 'B7' });
    expect(compareIdentities(createFacts('Ivan|Petrenkov'), left)?.name).toBe('equal');
    expect(compareIdentities(createFacts('Ivan|Petrenk'), left)?.name).toBe('close');
  });

  it('of names too long to be compared part by part match as a whole', () => {
    const parts = Array.from({ length: 20 }, (_, index) => `Na${String.fromCharCode(97 + index).repeat(3)}`);
    const long = createFacts(`${parts.slice(0, 10).join(' ')}|${parts.slice(10).join(' ')}`);
    const other = (name: string) => createFacts(name, { number: 'B7' });
    expect(compareIdentities(long, other(`|${parts.toReversed().join('-')}`))?.name).toBe('equal');
    expect(compareIdentities(long, other(`${parts.slice(10).join('')}|${parts.slice(0, 10).join('')}`))?.name).toBe(
      'equal',
    );
    expect(compareIdentities(long, other(`|${parts.slice(1).join(' ')}`))).toBeNull();
    const word = createFacts(`${'ä'.repeat(150)}|${'b'.repeat(150)}`);
    expect(compareIdentities(word, other(`${'b'.repeat(150)}|${'AE'.repeat(150)}`))?.name).toBe('equal');
    expect(compareIdentities(word, other(`${'b'.repeat(150)}|${'a'.repeat(149)}`))).toBeNull();
  });
});
