/** Which keys a document may have at a path, read off the schema itself. */
import type { z } from "zod";

/** The keys of the objects that may stand at a path; none where anything may. */
export function keysAt(schema: z.core.$ZodType, path: readonly (string | number)[]): string[] {
  let at: readonly z.core.$ZodType[] = alternatives(schema);
  for (const step of path) at = at.flatMap((each) => inner(each, step)).flatMap(alternatives);
  return [...new Set(at.flatMap((each) => Object.keys(definition(each).shape ?? {})))];
}

/** The parts of zod's definitions that are walked here. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly catchall?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly items?: readonly z.core.$ZodType[];
}

function definition(schema: z.core.$ZodType): Definition {
  // zod types a definition by its class; here all kinds are walked in one way.
  return schema._zod.def as unknown as Definition;
}

/** A schema without `optional`, and each branch of a union. */
function alternatives(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const def = definition(schema);
  if (def.innerType) return alternatives(def.innerType);
  return def.options ? def.options.flatMap(alternatives) : [schema];
}

function inner(schema: z.core.$ZodType, step: string | number): readonly z.core.$ZodType[] {
  const def = definition(schema);
  const found = def.shape?.[step] ?? def.valueType ?? def.element ?? def.items?.[Number(step)] ?? def.catchall;
  return found ? [found] : [];
}
