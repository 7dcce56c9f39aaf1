import { readLetters, type Romanisation } from './romanise.ts';

/** A letter after which the second half of αυ, ευ and ηυ is voiced. */
const VOICED = '(?=[αάεέηήιίοόυύωώβγδζλμνρ])';

/** ELOT 743 (ISO 843), by which Greek documents print names. ICAO Doc 9303 has no table for Greek. */
const ELOT_743: Romanisation = {
  letters: readLetters(`
    α a ά a β v γ g δ d ε e έ e ζ z η i ή i θ th ι i ί i ϊ i ΐ i κ k λ l μ m ν n ξ x ο o ό o π p ρ r σ s ς s τ t
    υ y ύ y ϋ y ΰ y φ f χ ch ψ ps ω o ώ o
  `),
  clusters: [
    [/ο[υύ]/g, 'ou'],
    [new RegExp(`([αεη])[υύ]${VOICED}`, 'g'), '$1v'],
    [/([αεη])[υύ]/g, '$1f'],
    [/γγ/g, 'ng'],
    [/γξ/g, 'nx'],
    [/γχ/g, 'nch'],
    [/^μπ/g, 'b'],
    [/μπ$/g, 'b'],
  ],
};

export function listGreekRomanisations(text: string): Romanisation[] {
  return /\p{Script=Greek}/u.test(text) ? [ELOT_743] : [];
}
