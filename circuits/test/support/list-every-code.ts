import type { CompiledTemplate } from './compile-template.ts';
import { WitnessRefused } from './witness-calculator.ts';

const LAST_CODE = 1022;
const SIZE = 48;

/**
 * Asks the set predicate about one code at one position of its list: the attribute that has it is listed, in either
 * slot and under both modes, and the neighbouring code is not.
 *
 * @returns undefined when all is as it must be
 */
export function askAboutCode(template: CompiledTemplate, code: number, position: number): string | undefined {
  // Nothing else on the list is the code, or its neighbours.
  const filler = code < 512 ? 800 : 200;
  const codes = Array.from({ length: SIZE }, (_, index) => (index === position ? code : filler + index));
  const near = code === LAST_CODE ? code - 1 : code + 1;
  const cases = [
    { a: code, b: 1023, mode: 1, accepted: true },
    { a: 1023, b: code, mode: 0, accepted: false },
    { a: near, b: 0, mode: 0, accepted: true },
  ];
  for (const { a, b, mode, accepted } of cases) {
    const attributes = Array.from({ length: 16 }, (_, slot) => String(slot === 1 ? a : slot === 2 ? b : 1023));
    const inputs = { attributes, slotA: '1', slotB: '2', mode: String(mode), codes: codes.map(String) };
    if (accepts(template, inputs) !== accepted) return `code ${code} at ${position}, mode ${mode}`;
  }
  return undefined;
}

export const CODES: readonly number[] = Array.from({ length: LAST_CODE }, (_, index) => index + 1);
export const POSITIONS: readonly number[] = Array.from({ length: SIZE }, (_, index) => index);

function accepts(template: CompiledTemplate, inputs: Parameters<CompiledTemplate['calculate']>[0]): boolean {
  try {
    template.calculate(inputs);
    return true;
  } catch (error) {
    if (error instanceof WitnessRefused) return false;
    throw error;
  }
}
