/** From the user's trees to those of the experiment: functions put in, singularities removed, simplified, without spans. */
import {
  binary,
  type DefinitionStatement,
  type FunctionStatement,
  type Inlinable,
  inlineFunctions,
  mapTree,
  number,
  simplify,
  substitute,
  type Tree,
  uses,
  withoutSingularities,
  withoutSpans,
} from "../../language/index.ts";
import type { Flow, Value } from "../experiment.ts";
import { mapValue } from "./value.ts";

type Functions = ReadonlyMap<string, FunctionStatement>;

/** A tree that is evaluated once or rarely. */
export function prepareTree(tree: Tree, functions: Functions): Tree {
  return simplify(withoutSpans(inlineFunctions(tree, functions)));
}

/**
 * A value that is computed before the run and must not read definitions: they are put in like functions without arguments, so that
 * the limits on the size of what is put in hold for them too.
 */
export function prepareStart(value: Value, functions: Functions, definitions: readonly DefinitionStatement[]): Value {
  const names = new Set(definitions.map((definition) => definition.name));
  const asCalls = (tree: Tree, hidden: readonly string[] = []) =>
    mapTree(tree, (node) =>
      node.kind === "name" && names.has(node.name) && !hidden.includes(node.name)
        ? { kind: "call", name: node.name, args: [], ...(node.span ? { span: node.span } : {}) }
        : node,
    );
  const all = new Map<string, Inlinable>();
  for (const f of functions.values()) all.set(f.name, { parameters: f.parameters, value: asCalls(f.value, f.parameters) });
  for (const definition of definitions) all.set(definition.name, { parameters: [], value: asCalls(definition.value) });
  return mapValue(value, (tree) => simplify(withoutSpans(inlineFunctions(asCalls(tree), all))));
}

/** A tree that is evaluated at every step. `varies`: names whose values change, in which a removable singularity is removed. */
export function prepareEveryStep(tree: Tree, functions: Functions, varies: ReadonlySet<string>): Tree {
  return simplify(withoutSingularities(withoutSpans(inlineFunctions(tree, functions)), (name) => varies.has(name)));
}

/** `dt` is the step of the run, a number: puts it into every tree of a flow. */
export function withStep(flow: Flow, step: number): Flow {
  const steps = new Map([["dt", number(step)]]);
  const tree = (one: Tree) => (uses(one, steps) ? simplify(substitute(one, steps)) : one);
  const value = (one: Value) => mapValue(one, tree);
  return {
    ...flow,
    states: flow.states.map((state) => ({ ...state, rate: tree(state.rate) })),
    definitions: flow.definitions.map((definition) => ({ ...definition, tree: tree(definition.tree) })),
    ...(flow.spike && { spike: tree(flow.spike) }),
    ...(flow.hazard && { hazard: tree(flow.hazard) }),
    ...(flow.reset && {
      reset: { ...flow.reset, assignments: flow.reset.assignments.map((one) => ({ ...one, value: value(one.value) })) },
    }),
    ...(flow.refractory && { refractory: { ...flow.refractory, time: value(flow.refractory.time) } }),
  };
}

/** Right side of `dx/dt = ...` once the coefficient before the derivative is divided out. */
export function prepareRate(value: Tree, coefficient: Tree | undefined, functions: Functions, varies: ReadonlySet<string>): Tree {
  return prepareEveryStep(coefficient ? binary("/", value, coefficient) : value, functions, varies);
}
