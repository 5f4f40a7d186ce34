/** Order among definitions and functions, and the cycles that forbid one. */
import { LapicqueError } from "../base/errors.ts";
import type { DefinitionStatement, FunctionStatement, Tree } from "./tree.ts";
import { callsIn, namesIn } from "./walk.ts";

/** The order found, and an error for every cycle (which is left out of the order). */
export interface Sorted<T> {
  readonly order: readonly T[];
  readonly errors: readonly LapicqueError[];
}

/**
 * Sorts things so that each comes after those it needs. `needs` names them; names that are not among the things are ignored. Stable:
 * without needs the order is kept. A cycle gives one error with its names, at the place of its first member.
 */
export function sortByNeed<T>(
  things: readonly T[],
  nameOf: (thing: T) => string,
  needs: (thing: T) => Iterable<string>,
  cycleError: (cycle: readonly string[], first: T) => LapicqueError,
): Sorted<T> {
  const byName = new Map<string, T>();
  for (const thing of things) if (!byName.has(nameOf(thing))) byName.set(nameOf(thing), thing);
  const state = new Map<T, "open" | "done">();
  const order: T[] = [];
  const errors: LapicqueError[] = [];
  for (const root of byName.values()) walk(root);
  return { order, errors };

  /** Depth first with its own stack: a chain of definitions may be longer than the call stack. */
  function walk(root: T): void {
    if (state.has(root)) return;
    const stack = [{ thing: root, rest: [...needs(root)] }];
    state.set(root, "open");
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.rest.shift();
      if (next === undefined) {
        state.set(top.thing, "done");
        order.push(top.thing);
        stack.pop();
        continue;
      }
      const needed = byName.get(next);
      if (needed === undefined || state.get(needed) === "done") continue;
      if (state.get(needed) === "open") {
        const from = stack.findIndex((entry) => entry.thing === needed);
        const cycle = stack.slice(from).map((entry) => nameOf(entry.thing));
        errors.push(cycleError([...cycle, next], needed));
        continue;
      }
      state.set(needed, "open");
      stack.push({ thing: needed, rest: [...needs(needed)] });
    }
  }
}

/**
 * Sorts definitions so that each uses only those before it. What a function reads counts as read where it is called, so a cycle
 * through a function is seen too. Errors: `definition-cycle`.
 */
export function sortDefinitions(
  definitions: readonly DefinitionStatement[],
  functions: ReadonlyMap<string, FunctionStatement> = new Map(),
): Sorted<DefinitionStatement> {
  const reads = freeNames(functions);
  const needs = (tree: Tree) => [...namesIn(tree), ...[...callsIn(tree)].flatMap((called) => [...(reads.get(called) ?? [])])];
  return sortByNeed(
    definitions,
    (definition) => definition.name,
    (definition) => needs(definition.value),
    (cycle, first) => new LapicqueError("definition-cycle", { cycle }, first.nameSpan),
  );
}

/** Sorts functions so that each calls only those before it. Errors: `recursive-function`. */
export function sortFunctions(functions: readonly FunctionStatement[]): Sorted<FunctionStatement> {
  return sortByNeed(
    functions,
    (f) => f.name,
    (f) => callsIn(f.value),
    (cycle, first) => new LapicqueError("recursive-function", { cycle }, first.nameSpan),
  );
}

/** The names that each function reads beside its parameters, through the functions it calls too. */
function freeNames(functions: ReadonlyMap<string, FunctionStatement>): ReadonlyMap<string, ReadonlySet<string>> {
  const free = new Map<string, Set<string>>();
  for (const f of sortFunctions([...functions.values()]).order) {
    const names = namesIn(f.value);
    for (const parameter of f.parameters) names.delete(parameter);
    for (const called of callsIn(f.value)) for (const name of free.get(called) ?? []) names.add(name);
    free.set(f.name, names);
  }
  return free;
}
