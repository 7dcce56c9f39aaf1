import { z } from 'zod';

/**
 * What nobody can read, or what makes other text read wrong: controls, lone surrogates, private and unassigned
 * characters, line and paragraph separators, and every format character but the two joiners. Among the latter are the
 * controls of writing direction (UAX 9) and all that takes no room.
 */
const UNREADABLE = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?![\u200C\u200D])\p{Cf}/u;
/** A joiner that joins nothing: Persian and the scripts of India write them between letters. */
const STRAY_JOINER = /(?<![\p{L}\p{M}])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{M}])/u;

/** Writes spaces one way: one between words, none around; then composes letters (NFC). */
const tidy = (text: string) =>
  text
    .replaceAll(/[\p{Zs}\t]+/gu, ' ')
    .replaceAll(/^ | $/g, '')
    .normalize('NFC');

const isReadable = (text: string) => !UNREADABLE.test(text) && !STRAY_JOINER.test(text);

/** One line of text that a person typed and another one reads, in any script. */
export const zLineOfText = z.string().overwrite(tidy).refine(isReadable);

const hasLetter = (text: string) => /\p{L}/u.test(text);

/** A name of a person, in any script: a line with at least one letter. */
export const zName = zLineOfText.refine(hasLetter);

/** The same where somebody may have none. */
export const zNameIfAny = zLineOfText.refine((text) => text === '' || hasLetter(text));
