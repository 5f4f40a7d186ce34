/** Order among definitions and functions, and the cycles that forbid one. */
import { LapicqueError } from "../base/index.ts";
import { mostErrors } from "./limits.ts";
import type { DefinitionStatement, FunctionStatement } from "./tree.ts";
import { callsIn, namesIn } from "./walk.ts";

/** The order found, and an error for every cycle. Members of a cycle stand in the order too, somewhere. */
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
    const stack = [{ thing: root, rest: needs(root)[Symbol.iterator]() }];
    state.set(root, "open");
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const step = top.rest.next();
      if (step.done) {
        state.set(top.thing, "done");
        order.push(top.thing);
        stack.pop();
        continue;
      }
      const needed = byName.get(step.value);
      if (needed === undefined || state.get(needed) === "done") continue;
      if (state.get(needed) === "open") {
        if (errors.length >= mostErrors) continue;
        const from = stack.findIndex((entry) => entry.thing === needed);
        const cycle = stack.slice(from).map((entry) => nameOf(entry.thing));
        errors.push(cycleError([...cycle, nameOf(needed)], needed));
        continue;
      }
      state.set(needed, "open");
      stack.push({ thing: needed, rest: needs(needed)[Symbol.iterator]() });
    }
  }
}

/**
 * Sorts definitions so that each uses only those before it. A function that is called stands between: what it reads must come
 * before too, and a cycle through it is shown with it. Errors: `definition-cycle`.
 */
export function sortDefinitions(
  definitions: readonly DefinitionStatement[],
  functions: ReadonlyMap<string, FunctionStatement> = new Map(),
): Sorted<DefinitionStatement> {
  type Either = DefinitionStatement | FunctionStatement;
  const sorted = sortByNeed<Either>([...definitions, ...functions.values()], label, needsOf, (cycle, first) => {
    return new LapicqueError("definition-cycle", { cycle }, first.nameSpan);
  });
  // A cycle of functions alone is told by `sortFunctions`.
  const isFunctions = (cycle: unknown) => Array.isArray(cycle) && cycle.every((entry) => `${entry}`.endsWith("()"));
  return {
    order: sorted.order.filter((either) => either.kind === "definition"),
    errors: sorted.errors.filter((error) => !isFunctions(error.data.cycle)),
  };
}

/** `f()` for functions, which may be told from definitions by no other name. */
function label(either: DefinitionStatement | FunctionStatement): string {
  return either.kind === "function" ? `${either.name}()` : either.name;
}

function needsOf(either: DefinitionStatement | FunctionStatement): readonly string[] {
  const names = namesIn(either.value);
  if (either.kind === "function") for (const parameter of either.parameters) names.delete(parameter);
  return [...names, ...[...callsIn(either.value)].map((called) => `${called}()`)];
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
