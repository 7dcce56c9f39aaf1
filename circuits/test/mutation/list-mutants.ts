/** One small change to one source file. */
export type Mutant = {
  /** `file#operator#n`: stable while the code around it stays, whatever the comments do. */
  id: string;
  file: string;
  line: number;
  /** The changed text, short. */
  change: string;
  source: string;
};

type Edit = { at: number; length: number; text: string; append?: string };
type Operator = { name: string; edits: (code: string) => Edit[] };

/** Lets one more bit through than the template it stands for. */
const WIDER = `
template WiderNum2Bits(N) {
    signal input in;
    signal output out[N];
    component wide = Num2Bits(N + 1);
    wide.in <== in;
    for (var i = 0; i < N; i++) {
        out[i] <== wide.out[i];
    }
}
`;

const matches = (code: string, pattern: RegExp) => [...code.matchAll(pattern)];
const replaceAll = (pattern: RegExp, to: (text: string) => string) => (code: string) =>
  matches(code, pattern).map((match) => ({ at: match.index, length: match[0].length, text: to(match[0]) }));

/** A literal; not one in the head of a declaration, nor the width of a decomposition: they would not compile. */
const NUMBER = /(?<!signal [^;<]*|var \w+\[|Num2Bits\(|[\w.])\d+(?!\w)/g;

const OPERATORS: readonly Operator[] = [
  // Computed, but no longer constrained.
  // (`<--` cannot take a template's output; there the compiler makes no constraint of its own.)
  { name: 'assign', edits: replaceAll(/<==(?!\s*[A-Z]\w*\([^;]*\)\()/g, () => '<--') },
  // A constraint taken away, or a whole template that only checks.
  { name: 'drop', edits: replaceAll(/[^;{}]*===[^;]*;/g, () => '') },
  { name: 'drop-call', edits: replaceAll(/(?<=[;}]\s*)[A-Z]\w*\([^;{}]*?\)\([^;{}]*\)\s*;/g, () => '') },
  // Ranges one bit, or one value, wider.
  {
    name: 'widen',
    edits: (code) =>
      matches(code, /(?<=<== )Num2Bits(?=\()/g).map((match) => ({
        at: match.index,
        length: match[0].length,
        text: 'WiderNum2Bits',
        append: WIDER,
      })),
  },
  { name: 'bound', edits: replaceAll(/<< 128\) - 1/g, () => '<< 128)') },
  {
    name: 'comparison',
    edits: replaceAll(/(?<= )(<|>|>=|==)(?= )/g, (text) => ({ '<': '<=', '>': '>=', '>=': '>', '==': '!=' })[text]!),
  },
  // A false hint: the constraints beside it have to notice.
  { name: 'hint', edits: replaceAll(/<--/g, () => '<-- 1 +') },
  // Wrong constants and wrong places; sizes of arrays and of decompositions apart, which would not compile.
  { name: 'plus-one', edits: replaceAll(NUMBER, (text) => (BigInt(text) + 1n).toString()) },
  { name: 'sign', edits: replaceAll(/(?<= )[+-](?= )/g, (text) => (text === '+' ? '-' : '+')) },
];

const GRAVE_OPERATORS: ReadonlySet<string> = new Set([
  'assign',
  'drop',
  'drop-call',
  'widen',
  'bound',
  'comparison',
  'hint',
]);

/** Takes a constraint away or loosens one. */
export function isGrave({ id }: { id: string }): boolean {
  return GRAVE_OPERATORS.has(id.split('#')[1]!);
}

/** All mutants of one circom file. */
export function listMutants(file: string, source: string): Mutant[] {
  const code = blankComments(source);
  return OPERATORS.flatMap(({ name, edits }) =>
    edits(code).map(({ at, length, text, append = '' }, index) => ({
      id: `${file}#${name}#${index}`,
      file,
      line:
        code.slice(0, at).split('\n').length +
        (code
          .slice(at, at + length)
          .match(/^\s*/)![0]
          .split('\n').length -
          1),
      change: `${code
        .slice(at, at + length)
        .trim()
        .slice(0, 80)} → ${text}`,
      source: source.slice(0, at) + text + source.slice(at + length) + append,
    })),
  );
}

/** Comments, pragmas and includes become spaces: offsets stay, and nothing in them is changed. */
function blankComments(source: string): string {
  return source.replace(/\/\/.*$|\/\*[\s\S]*?\*\/|^(pragma|include) .*$/gm, (text) => text.replace(/[^\n]/g, ' '));
}
