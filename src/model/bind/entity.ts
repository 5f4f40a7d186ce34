/** The tables of an entry of `neurons` or `rates`: its names, what they measure, and where its states begin. */
import { LapicqueError, type Span } from "../../base/index.ts";
import {
  type Block,
  builtinMeasure,
  callsIn,
  type DefinitionStatement,
  type DerivativeStatement,
  type FunctionStatement,
  isNoise,
  type Measure,
  measure,
  namesIn,
  parseEquations,
  parseUnit,
  quantity,
  type Scope,
  type Statement,
  sortDefinitions,
  sortFunctions,
  type Tree,
} from "../../language/index.ts";
import { isCelsius, isDimensionless, multiplyUnits, powerOfUnit, rational, type Unit, unitNamed } from "../../units/index.ts";
import { child, type Entry, entriesOf, type MapNode } from "../document/node.ts";
import type { Quantity, Value } from "../experiment.ts";
import { Across, type BoundAxis } from "./across.ts";
import type { Context } from "./context.ts";
import { defineName, isCoordinate } from "./define-name.ts";
import { type BoundParameter, bindParameters, type ParameterTable, withGiven } from "./parameters.ts";
import { prepareStart } from "./prepare.ts";
import { parseScalar, readValue, treesOf } from "./value.ts";

/** Population keys that change an entry for that population alone. */
export interface Overrides {
  readonly parameters?: MapNode | undefined;
  readonly initial?: MapNode | undefined;
  /** Coordinates of its neurons. */
  readonly coordinates?: readonly BoundParameter[];
  /** Of a field: its axes. */
  readonly axes?: readonly BoundAxis[];
}

/** The tables of one entry while it is bound. */
export interface Entity {
  readonly context: Context;
  readonly name: string;
  readonly node: MapNode;
  readonly parameters: ParameterTable;
  readonly inputs: ReadonlyMap<string, Unit>;
  /** All lines of the equations, as written. */
  readonly statements: readonly Statement[];
  readonly derivatives: readonly DerivativeStatement[];
  /** Each uses only those before it. */
  readonly definitions: readonly DefinitionStatement[];
  readonly functions: ReadonlyMap<string, FunctionStatement>;
  /** Names that end a literal's unit in equations, `spike`, `hazard` and `reset`. */
  readonly declared: ReadonlySet<string>;
  readonly scope: Scope;
  readonly initial: ReadonlyMap<string, InitialValue>;
  /** Of a field: what acts across it. */
  readonly across?: Across;
}

/** A state's beginning: value, unit, and the tree it came from. */
export interface InitialValue {
  readonly value: Value;
  readonly unit: Unit;
  readonly tree: Tree;
}

/** A name with the unit that its numbers are printed in. Absolute temperatures are printed in K. */
export function quantityOf(name: string, unit: Unit): Quantity {
  const shown = isCelsius(unit) ? unitNamed("K") : unit;
  return { name, dimension: unit.dimension, unit: isDimensionless(shown.dimension) ? "" : shown.text, factor: shown.factor };
}

const noEquations: Block = { statements: [], errors: [], broken: new Map() };

/** Reads the tables of an entry. What is wrong with them is kept in the context. */
export function readEntity(context: Context, name: string, node: MapNode, outer: ParameterTable, overrides: Overrides): Entity {
  const axes = overrides.axes && new Map(overrides.axes.map(({ name, unit }) => [name, unit]));
  const parameters = bindParameters(
    context,
    [
      { level: "population", node: overrides.parameters },
      { level: "entry", node: child(node, "parameters") },
    ],
    withGiven(outer, overrides.coordinates ?? []),
    changingNames(node),
  );
  const inputs = readInputs(context, child(node, "inputs"));
  const equations = child(node, "equations");
  const visible = [...inputs.keys(), ...parameters.scope.names(), ...(axes?.keys() ?? [])];
  const block = equations?.kind === "scalar" ? parseEquations(equations.source, context.parsing(new Set(visible))) : noEquations;
  for (const error of block.errors) context.errors.add(error);
  const derivatives = block.statements.filter((statement) => statement.kind === "derivative");
  const definitions = block.statements.filter((statement) => statement.kind === "definition");
  const functions = new Map(block.statements.filter((statement) => statement.kind === "function").map((f) => [f.name, f]));
  const failed = new Map([...block.broken, ...checkDistinct(context, block.statements, inputs, parameters, node)]);
  const sorted = sortDefinitions(definitions, functions);
  for (const error of [...sortFunctions([...functions.values()]).errors, ...sorted.errors]) {
    context.errors.add(error);
    for (const name of error.data.cycle as readonly string[]) failed.set(name, error);
  }
  const declared = new Set([...visible, ...block.statements.map((statement) => statement.name)]);
  const initial = new Map<string, InitialValue>();
  const scope = makeEntityScope(context, {
    parameters,
    inputs,
    derivatives,
    definitions,
    functions,
    failed,
    ...(block.unreadable ? { unreadable: block.unreadable } : {}),
    initial,
    initialNodes: initialEntries(node, overrides),
    name,
    ...(axes ? { axes } : {}),
  });
  const entity = {
    context,
    name,
    node,
    parameters,
    inputs,
    statements: block.statements,
    derivatives,
    definitions: sorted.order,
    functions,
    declared,
    scope,
    initial,
    ...(overrides.axes ? { across: new Across({ axes: overrides.axes, functions, definitions: sorted.order, parameters }) } : {}),
  };
  for (const [state, entry] of initialEntries(node, overrides)) {
    if (!derivatives.some((derivative) => derivative.name === state)) context.attempt(() => refuseInitial(entity, state, entry));
  }
  return entity;
}

/** The entry's states. Throws what is wrong with the line of a name that is none, else `no-such-state`. */
export function checkState(entity: Entity, name: string, span: Span | undefined): void {
  const states = entity.derivatives.map((derivative) => derivative.name);
  if (states.includes(name)) return;
  entity.scope.measure(name);
  throw new LapicqueError("no-such-state", { name, states }, span);
}

function initialEntries(node: MapNode, overrides: Overrides): ReadonlyMap<string, Entry> {
  return new Map([...entriesOf(child(node, "initial")), ...entriesOf(overrides.initial)]);
}

/** Names that the entry gives values during the run: inputs, states, and what stands before a `=`. */
function changingNames(node: MapNode): ReadonlySet<string> {
  const equations = child(node, "equations");
  const lines = equations?.kind === "scalar" ? equations.source.text.split("\n") : [];
  const defined = lines.flatMap((line) => /^\s*([A-Za-z_]\w*)\s*=/.exec(line)?.[1] ?? []);
  const keys = ["inputs", "initial"].flatMap((key) => entriesOf(child(node, key)).map(([name]) => name));
  return new Set([...defined, ...keys]);
}

function readInputs(context: Context, node: ReturnType<typeof child>): Map<string, Unit> {
  const inputs = new Map<string, Unit>();
  for (const [name, entry] of entriesOf(node)) {
    context.attempt(() => {
      defineName(name, entry.key);
      if (entry.value.kind !== "scalar") throw new LapicqueError("value-expected", {}, entry.value.span);
      inputs.set(name, parseUnit(entry.value.source, context.parsing()));
    });
  }
  return inputs;
}

/** One name has one meaning: states, definitions, functions, inputs and the entry's own parameters. Returns the names that have two. */
function checkDistinct(
  context: Context,
  statements: readonly Statement[],
  inputs: ReadonlyMap<string, Unit>,
  parameters: ParameterTable,
  node: MapNode,
): Map<string, LapicqueError> {
  const failed = new Map<string, LapicqueError>();
  const own = new Set(entriesOf(child(node, "parameters")).map(([name]) => name));
  const fail = (error: LapicqueError, name: string) => {
    context.errors.add(error);
    failed.set(name, error);
  };
  for (const { kind, name, nameSpan } of statements) {
    if (own.has(name) || parameters.get(name)?.level === "population") {
      fail(new LapicqueError(kind === "derivative" ? "derivative-of-parameter" : "parameter-and-equation", { name }, nameSpan), name);
    } else if (inputs.has(name)) {
      fail(new LapicqueError("input-and-equation", { name }, nameSpan), name);
    } else if (parameters.has(name)) {
      context.warn("hidden-name", { name, by: kind === "derivative" ? "a state" : "an equation" }, nameSpan);
    }
  }
  for (const [name, entry] of entriesOf(child(node, "inputs"))) {
    if (own.has(name)) fail(new LapicqueError("parameter-and-input", { name }, entry.key), name);
  }
  return failed;
}

/** Throws the error of the line that should have made it a state, else `initial-of-no-state`. */
function refuseInitial(entity: Entity, state: string, entry: Entry): never {
  entity.scope.measure(state);
  const states = entity.derivatives.map((derivative) => derivative.name);
  throw new LapicqueError("initial-of-no-state", { name: state, states }, entry.key);
}

interface ScopeParts {
  readonly name: string;
  readonly parameters: ParameterTable;
  readonly inputs: ReadonlyMap<string, Unit>;
  readonly derivatives: readonly DerivativeStatement[];
  readonly definitions: readonly DefinitionStatement[];
  readonly functions: ReadonlyMap<string, FunctionStatement>;
  /** Names whose fault is already reported, with the error. */
  readonly failed: ReadonlyMap<string, LapicqueError>;
  /** Why the equations could not be read at all: any name could have been theirs. */
  readonly unreadable?: LapicqueError;
  /** Filled as states are asked for. */
  readonly initial: Map<string, InitialValue>;
  readonly initialNodes: ReadonlyMap<string, Entry>;
  /** Coordinates of a field. */
  readonly axes?: ReadonlyMap<string, Unit>;
}

/**
 * What names measure in the equations. States get their unit from their initial value and definitions from their right side, each
 * when it is first asked for; a failure is thrown again, as the same error, at every later question.
 */
function makeEntityScope(context: Context, parts: ScopeParts): Scope {
  const known = new Map<string, Measure | LapicqueError>(parts.failed);
  const open: string[] = [];
  const derivatives = new Map(parts.derivatives.map((derivative) => [derivative.name, derivative]));
  const definitions = new Map(parts.definitions.map((definition) => [definition.name, definition]));
  const find = (name: string, scope: Scope): Measure | undefined => {
    const derivative = derivatives.get(name);
    if (derivative) {
      const found = readInitial(context, parts, derivative, scope);
      parts.initial.set(name, found);
      return quantity(found.unit);
    }
    const definition = definitions.get(name);
    if (definition) return measure(definition.value, scope);
    const input = parts.inputs.get(name) ?? parts.axes?.get(name);
    if (input) return quantity(input);
    if (name === "dt" && context.step === undefined) throw new LapicqueError("dt-without-step", {});
    if (parts.parameters.has(name)) return parts.parameters.scope.measure(name);
    if (isCoordinate(name)) throw new LapicqueError("no-place", { name, owner: parts.name });
    const builtin = parts.axes && isNoise(name) ? noiseOver(parts.axes, context) : builtinMeasure(name, context.units);
    if (!builtin && parts.unreadable) throw parts.unreadable;
    return builtin;
  };
  const scope: Scope = {
    functions: parts.functions,
    ...(parts.axes ? { axes: parts.axes } : {}),
    names: () => [...derivatives.keys(), ...definitions.keys(), ...parts.inputs.keys(), ...parts.parameters.scope.names()],
    measure(name) {
      const before = known.get(name);
      if (before instanceof LapicqueError) throw before;
      if (before) return before;
      try {
        if (open.includes(name)) {
          const cycle = [...open.slice(open.indexOf(name)), name];
          throw new LapicqueError("initial-cycle", { cycle }, (derivatives.get(name) ?? definitions.get(name))?.nameSpan);
        }
        open.push(name);
        const found = find(name, scope);
        if (found) known.set(name, found);
        return found;
      } catch (error) {
        // A refusal without a place stands at each place where the name is read.
        if (error instanceof LapicqueError && error.span) known.set(name, error);
        throw error;
      } finally {
        if (open.at(-1) === name) open.pop();
      }
    },
  };
  return scope;
}

/** White noise in space and time, per square root of time and of each length. */
function noiseOver(axes: ReadonlyMap<string, Unit>, context: Context): Measure {
  const product = [...axes.values()].reduce((whole, unit) => multiplyUnits(whole, unit), context.time);
  return quantity(powerOfUnit(product, rational(-1, 2)));
}

function readInitial(context: Context, parts: ScopeParts, derivative: DerivativeStatement, scope: Scope): InitialValue {
  const { name } = derivative;
  const entry = parts.initialNodes.get(name);
  if (!entry) throw new LapicqueError("no-initial", { name, entry: parts.name }, derivative.nameSpan);
  const tree = parseScalar(context, entry.value);
  for (const used of namesIn(tree)) {
    if (used === "t" || used === "age" || used === "dt" || isNoise(used))
      throw new LapicqueError("initial-reads", { name: used }, tree.span);
    if (parts.inputs.has(used)) throw new LapicqueError("initial-reads-input", { name: used, state: name }, tree.span);
  }
  const { value, unit } = readValue(tree, scope);
  const prepared = prepareStart(value, parts.functions, parts.definitions);
  const across = treesOf(prepared)
    .flatMap((one) => [...callsIn(one)])
    .find((call) => call === "conv" || call === "laplacian");
  if (across !== undefined) throw new LapicqueError("initial-across", { name: across, state: name }, tree.span);
  return { value: prepared, unit, tree };
}

/** Names whose values change during a run. */
export function varying(entity: Entity): ReadonlySet<string> {
  return new Set([
    "t",
    "age",
    ...entity.inputs.keys(),
    ...[...entity.derivatives, ...entity.definitions].map((statement) => statement.name),
  ]);
}
