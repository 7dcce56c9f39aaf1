import { HOSTILE_TEXTS, HOSTILE_VALUES } from './hostile-values.ts';
import type { SeededChoice } from './seeded-choice.ts';

/** The parts of a zod schema that say which shape it has; read without depending on zod. */
type Definition = {
  type: string;
  shape?: Record<string, SchemaLike>;
  element?: SchemaLike;
  items?: readonly SchemaLike[];
  options?: readonly SchemaLike[];
  innerType?: SchemaLike;
  in?: SchemaLike;
  out?: SchemaLike;
  left?: SchemaLike;
  valueType?: SchemaLike;
  values?: readonly unknown[];
  entries?: Record<string, string>;
};
export type SchemaLike = { _zod: { def: unknown } };

const MAX_DEPTH = 12;

/**
 * A value that has a schema's shape and hostile leaves: plain noise is refused at the root and never meets the checks
 * further in, where a `refine` may throw on what an earlier check refused.
 */
export function createValueLike(schema: SchemaLike, choice: SeededChoice, depth = 0): unknown {
  if (depth > MAX_DEPTH || choice.below(20) === 0) return choice.pick(HOSTILE_VALUES);
  const def = schema._zod.def as Definition;
  const inner = (part: SchemaLike | undefined): unknown =>
    part === undefined ? choice.pick(HOSTILE_VALUES) : createValueLike(part, choice, depth + 1);
  switch (def.type) {
    case 'object': {
      const members = Object.entries(def.shape ?? {}).filter(() => choice.below(12) !== 0);
      const value = Object.fromEntries(members.map(([name, part]) => [name, inner(part)]));
      return choice.below(15) === 0 ? { ...value, unexpected: 1 } : value;
    }
    case 'array':
      return Array.from({ length: choice.below(4) }, () => inner(def.element));
    case 'tuple':
      return (def.items ?? []).map(inner);
    case 'record':
      return { a: inner(def.valueType), [choice.pick(HOSTILE_TEXTS)]: inner(def.valueType) };
    case 'union':
      return inner(choice.pick(def.options ?? []));
    case 'intersection':
      return inner(def.left);
    case 'literal':
      return choice.pick(def.values ?? []);
    case 'enum':
      return choice.pick(Object.values(def.entries ?? {}));
    case 'pipe':
      return inner(
        def.in?._zod !== undefined && (def.in._zod.def as Definition).type === 'transform' ? def.out : def.in,
      );
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
    case 'catch':
    case 'nonoptional':
      return inner(def.innerType);
    case 'number':
      return choice.pick([0, 1, 17, 1_790_000_000, -1, 1.5, 2 ** 53, Number.MAX_VALUE]);
    case 'boolean':
      return choice.below(2) === 0;
    case 'string':
      return choice.pick(HOSTILE_TEXTS);
    default:
      return choice.below(2) === 0 ? choice.pick(HOSTILE_TEXTS) : choice.pick(HOSTILE_VALUES);
  }
}
