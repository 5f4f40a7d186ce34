/** Which keys and words a document may have at a path, read off the schema itself. */
import { z } from "zod";

/** The keys of the objects that may stand at a path; none where anything may. */
export function keysAt(schema: z.core.$ZodType, path: readonly (string | number)[]): string[] {
  return [...new Set(schemasAt(schema, path).flatMap((each) => Object.keys(definition(each).shape ?? {})))];
}

/** A key that may stand at a path. */
export interface SchemaKey {
  readonly name: string;
  readonly isRequired: boolean;
  /** What it is, in a sentence; empty where its name says it. */
  readonly meaning: string;
}

/** The keys of the objects that may stand at a path, with what they are. */
export function describedKeysAt(schema: z.core.$ZodType, path: readonly (string | number)[]): SchemaKey[] {
  const found = new Map<string, SchemaKey>();
  for (const [name, inside] of schemasAt(schema, path).flatMap((each) => Object.entries(definition(each).shape ?? {}))) {
    if (!found.has(name)) found.set(name, { name, isRequired: definition(inside).type !== "optional", meaning: meaningOf(inside) });
  }
  return [...found.values()];
}

/** The words of which one may stand at a path; none where other values may. */
export function choicesAt(schema: z.core.$ZodType, path: readonly (string | number)[]): string[] {
  return [...new Set(schemasAt(schema, path).flatMap((each) => Object.values(definition(each).entries ?? {})))];
}

/** Whether a text may stand at a path, of which the schema knows no more. */
export function isTextAt(schema: z.core.$ZodType, path: readonly (string | number)[]): boolean {
  return schemasAt(schema, path).some((each) => definition(each).type === "string");
}

/** Every schema that may hold at a path. */
function schemasAt(schema: z.core.$ZodType, path: readonly (string | number)[]): readonly z.core.$ZodType[] {
  let at: readonly z.core.$ZodType[] = alternatives(schema);
  for (const step of path) at = at.flatMap((each) => inner(each, step)).flatMap(alternatives);
  return at;
}

/** What is said of a schema, or of what it wraps. */
function meaningOf(schema: z.core.$ZodType): string {
  const said = z.globalRegistry.get(schema)?.description;
  const { innerType } = definition(schema);
  return said ?? (innerType ? meaningOf(innerType) : "");
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
  readonly entries?: Readonly<Record<string, string>>;
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
