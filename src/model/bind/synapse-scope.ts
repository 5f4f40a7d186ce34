/** What names mean in the equations and rules of a synapse, once it is known between which populations it acts. */
import { LapicqueError } from "../../base/index.ts";
import {
  builtinMeasure,
  constantValue,
  type DefinitionStatement,
  type DerivativeStatement,
  type FunctionStatement,
  isNoise,
  type Measure,
  mapTree,
  measure,
  number,
  parseEquations,
  quantity,
  type Scope,
  simplify,
  sortDefinitions,
  sortFunctions,
  type Tree,
} from "../../language/index.ts";
import type { Unit } from "../../units/index.ts";
import { child, entriesOf, type MapNode, type Node } from "../document/node.ts";
import type { Value } from "../experiment.ts";
import type { Context } from "./context.ts";
import { defineName } from "./define-name.ts";
import type { ParameterTable } from "./parameters.ts";
import type { Place } from "./populations.ts";
import { mapValue, parseScalar, readValue } from "./value.ts";

export type SideName = "pre" | "post";

/** Everything that the equations of one use of a synapse see. */
export interface SynapseUse {
  readonly context: Context;
  readonly kind: string;
  readonly entry: MapNode;
  readonly parameters: ParameterTable;
  /** Unit of the input that it drives. */
  readonly input: Unit;
  /** Absent for the spikes of a stimulus, which no neuron sends. */
  readonly from?: Place;
  readonly to: Place;
}

/** One side with its tables. */
export interface Side {
  readonly name: SideName;
  readonly node: Node | undefined;
  readonly states: readonly DerivativeStatement[];
  readonly definitions: readonly DefinitionStatement[];
  readonly functions: ReadonlyMap<string, FunctionStatement>;
  /** Names of states, definitions and functions, which end the unit of a literal. */
  readonly own: ReadonlySet<string>;
  /** Initial value and unit of each state. */
  readonly initial: ReadonlyMap<string, { readonly value: Value; readonly unit: Unit }>;
  readonly scope: Scope;
}

/** Reads a side. Throws at the first thing that is wrong. */
export function readSide(use: SynapseUse, name: SideName): Side {
  const { context, entry } = use;
  const node = child(entry, name);
  const equations = child(node, "equations");
  const declared = new Set(use.parameters.scope.names());
  const block = equations?.kind === "scalar" ? parseEquations(equations.source, context.parsing(declared)) : undefined;
  const statements = block?.statements ?? [];
  const states = statements.filter((statement) => statement.kind === "derivative");
  const definitions = statements.filter((statement) => statement.kind === "definition");
  const functions = new Map(statements.filter((statement) => statement.kind === "function").map((f) => [f.name, f]));
  const sorted = sortDefinitions(definitions, functions);
  const [error] = [...(block?.errors ?? []), ...sortFunctions([...functions.values()]).errors, ...sorted.errors];
  if (error) throw error;
  for (const statement of statements) {
    defineName(statement.name, statement.nameSpan);
    if (entriesOf(child(entry, "parameters")).some(([parameter]) => parameter === statement.name))
      throw new LapicqueError("parameter-and-equation", { name: statement.name }, statement.nameSpan);
  }
  const initial = readInitials(use, name, node, states);
  const own = new Set(statements.map((statement) => statement.name));
  const scope = sideScope(use, name, { definitions, functions, own, initial });
  return { name, node, states, definitions: sorted.order, functions, own, initial, scope };
}

/** Values that states begin with. A post state without one begins at 0, in the unit of the input. Throws `no-initial`, `initial-of-no-state`. */
function readInitials(use: SynapseUse, side: SideName, node: Node | undefined, states: readonly DerivativeStatement[]): Side["initial"] {
  const names = states.map((state) => state.name);
  const given = new Map(entriesOf(child(node, "initial")));
  for (const [name, entry] of given) {
    if (!names.includes(name)) throw new LapicqueError("initial-of-no-state", { name, states: names }, entry.key);
  }
  const scope: Scope = { ...use.parameters.scope, measure: (name) => neuronMeasure(use, side, name) ?? parameterMeasure(use, name) };
  return new Map(
    states.map(({ name, nameSpan }) => {
      const entry = given.get(name);
      if (!entry && side === "pre") throw new LapicqueError("no-initial", { name, entry: `pre of ${use.kind}` }, nameSpan);
      if (!entry) return [name, { value: { kind: "expression", tree: number(0) }, unit: use.input }];
      const { value, unit } = readValue(parseScalar(use.context, entry.value), scope);
      return [name, { value: mapValue(value, (tree) => putIn(use, tree, new Set())), unit }];
    }),
  );
}

function parameterMeasure({ parameters }: SynapseUse, name: string): Measure | undefined {
  return parameters.has(name) ? parameters.scope.measure(name) : undefined;
}

/** What `pre.X` or `post.X` measures: a variable or parameter of the neuron of that side. */
export function neuronMeasure({ from, to }: SynapseUse, side: SideName, name: string): Measure | undefined {
  const place = side === "pre" ? from : to;
  if (!name.startsWith(`${side}.`) || !place) return undefined;
  const { flow, bound } = place.population;
  const variable = name.slice(side.length + 1);
  const isVariable = [...flow.states, ...flow.inputs, ...flow.definitions].some((one) => one.name === variable);
  return isVariable || bound.parameters.has(variable) ? bound.scope.measure(variable) : undefined;
}

function sideScope(use: SynapseUse, side: SideName, parts: Pick<Side, "definitions" | "functions" | "own" | "initial">): Scope {
  const { context, parameters } = use;
  const known = new Map<string, Measure>();
  const find = (name: string, scope: Scope): Measure | undefined => {
    const state = parts.initial.get(name);
    if (state) return quantity(state.unit);
    const definition = parts.definitions.find((one) => one.name === name);
    if (definition) return measure(definition.value, scope);
    if (/^(pre|post)\./.test(name)) {
      if (!name.startsWith(`${side}.`)) throw new LapicqueError("synapse-other-side", { name, side });
      return neuronMeasure(use, side, name);
    }
    if (name === "weight") throw new LapicqueError("synapse-weight", {});
    if (isNoise(name)) throw new LapicqueError("noise-elsewhere", { name, where: `synapses.${use.kind}` });
    if (name === "dt" && context.step === undefined) throw new LapicqueError("dt-without-step", {});
    if (name === "t" || name === "dt" || name === "pi" || name === "infinity") return builtinMeasure(name, context.units);
    return parameterMeasure(use, name);
  };
  const scope: Scope = {
    functions: parts.functions,
    names: () => [...parts.own, ...parameters.scope.names()],
    measure(name) {
      const found = known.get(name) ?? find(name, scope);
      if (found) known.set(name, found);
      return found;
    },
  };
  return scope;
}

/**
 * The tree with all parameters of the synapse and all constants of the neurons put in. `own`: names that hide parameters. Throws
 * `synapse-parameter-varies` for a parameter without one value.
 */
export function putIn(use: SynapseUse, tree: Tree, own: ReadonlySet<string>): Tree {
  const { parameters, from, to, context } = use;
  const known = (name: string): number | undefined => {
    if (name === "dt") return context.step;
    if (name.startsWith("pre.")) return from?.population.bound.parameters.constant(name.slice(4));
    if (name.startsWith("post.")) return hides(to, name.slice(5)) ? undefined : to.population.bound.parameters.constant(name.slice(5));
    if (!parameters.has(name)) return undefined;
    const value = parameters.constant(name);
    if (value === undefined) throw new LapicqueError("synapse-parameter-varies", { name, kind: use.kind });
    return value;
  };
  return simplify(
    mapTree(tree, (part) => {
      const value = part.kind === "name" && !own.has(part.name) ? known(part.name) : undefined;
      return value === undefined ? part : number(value);
    }),
  );
}

/** Whether a variable of the neuron hides the document's parameter of the same name. */
function hides({ population: { flow } }: Place, name: string): boolean {
  return [...flow.states, ...flow.inputs, ...flow.definitions].some((one) => one.name === name);
}

/** Throws `coefficient-not-positive` where the factor before a derivative is a constant that is not above 0. */
export function checkCoefficient(coefficient: Tree, state: string, span: Tree["span"]): void {
  const value = constantValue(coefficient);
  if (value !== undefined && !(value > 0 && Number.isFinite(value)))
    throw new LapicqueError("coefficient-not-positive", { state, value, name: "" }, span);
}
