/** An entry of `neurons` or `rates`, seen from a population, as a checked system of equations. */
import { LapicqueError } from "../../base/index.ts";
import {
  checkDimension,
  type DefinitionStatement,
  type DerivativeStatement,
  isNoise,
  namesIn,
  type Scope,
  type Statement,
  type Tree,
  unitOf,
} from "../../language/index.ts";
import { divideUnits, multiplyUnits, noUnit } from "../../units/index.ts";
import { child, entriesOf, type MapNode, optionalText } from "../document/node.ts";
import type { Definition, Flow, Parameter, State } from "../experiment.ts";
import type { Across } from "./across.ts";
import type { Context } from "./context.ts";
import { defineName } from "./define-name.ts";
import { checkState, type Entity, type Overrides, quantityOf, readEntity, varying } from "./entity.ts";
import { bindFiring } from "./firing.ts";
import { refuseEndlessReset, refuseNonlinearNoise, refuseUnbuilt, refuseZeroDivisors, warnPlainNumbers } from "./flow-checks.ts";
import { constantTree, type ParameterTable } from "./parameters.ts";
import { prepareEveryStep, prepareRate, prepareTree, withStep } from "./prepare.ts";
import { namesOf, parseScalar, treesOf, typicalValue } from "./value.ts";

/** A bound entry: its flow, and what printing and targets need beside it. */
export interface BoundFlow {
  readonly flow: Flow;
  readonly node: MapNode;
  readonly statements: readonly Statement[];
  readonly parameters: ParameterTable;
  /** Everything visible in the equations. */
  readonly scope: Scope;
  /** Internal value of each state where the run begins, random values at a typical one. */
  readonly typicalInitial: ReadonlyMap<string, number>;
  /** Of a field: what acts across it. */
  readonly across?: Across;
}

/** Binds one entry. Returns undefined if it has errors, which are kept in the context. */
export function bindFlow(
  context: Context,
  name: string,
  node: MapNode,
  documentParameters: ParameterTable,
  overrides: Overrides = {},
): BoundFlow | undefined {
  const before = context.errors.size;
  const entity = readEntity(context, name, node, documentParameters, overrides);
  const { across } = entity;
  if (across) context.attempt(() => across.takeDefinitions());
  const states = entity.derivatives.flatMap((derivative) => context.attempt(() => bindState(entity, derivative)) ?? []);
  const definitions = entity.definitions.flatMap((definition) => context.attempt(() => bindDefinition(entity, definition)) ?? []);
  const firing = bindFiring(entity);
  const bounds = bindBounds(entity);
  refuseUnbuilt(entity);
  if (context.errors.size > before) {
    warnPlainNumbers(entity, [...context.errors].slice(before));
    return undefined;
  }
  refuseZeroDivisors(entity);
  const typicalInitial = typicalStart(entity);
  const trees: Tree[] = [
    ...states.flatMap((state) => [state.rate, ...treesOf(state.initial)]),
    ...definitions.map((definition) => definition.tree),
    ...firing.trees,
    ...Object.values(bounds).flat(),
    ...(across?.trees() ?? []),
  ];
  const noises = [...new Set(states.flatMap((state) => [...namesIn(state.rate)]).filter(isNoise))].sort();
  const model = optionalText(child(node, "model"));
  const set = optionalText(child(node, "set"));
  const written: Flow = {
    name,
    ...(model === undefined ? {} : { model }),
    ...(set === undefined ? {} : { set }),
    states,
    definitions,
    parameters: usedParameters(entity, trees),
    inputs: [...entity.inputs].map(([input, unit]) => quantityOf(input, unit)),
    noises,
    ...firing.parts,
    bounds,
  };
  const flow = context.step === undefined ? written : withStep(written, context.step);
  refuseNonlinearNoise(entity, flow);
  context.attempt(() => refuseEndlessReset(entity, flow, typicalInitial));
  if (context.errors.size > before) return undefined;
  return {
    flow,
    node,
    statements: entity.statements,
    parameters: entity.parameters,
    scope: entity.scope,
    typicalInitial,
    ...(across ? { across } : {}),
  };
}

function bindState(entity: Entity, derivative: DerivativeStatement): State {
  const { context, scope } = entity;
  defineName(derivative.name, derivative.nameSpan);
  const unit = unitOf({ kind: "name", name: derivative.name, span: derivative.nameSpan }, scope);
  // The measure of the state has filled it.
  const initial = entity.initial.get(derivative.name)!;
  const coefficient = derivative.coefficient ? unitOf(derivative.coefficient, scope) : noUnit;
  const wanted = divideUnits(multiplyUnits(coefficient, unit), context.time);
  checkDimension(derivative.value, scope, wanted, `the right side of d${derivative.name}/dt`);
  if (derivative.coefficient) checkCoefficient(entity, derivative.coefficient, derivative.name);
  const value = entity.across?.take(derivative.value) ?? derivative.value;
  const rate = prepareRate(value, derivative.coefficient, entity.functions, varying(entity));
  return { ...quantityOf(derivative.name, unit), rate, initial: initial.value };
}

/** The coefficient of a derivative divides: it must be positive and finite. What varies is judged where the run begins. */
function checkCoefficient(entity: Entity, coefficient: Tree, state: string): void {
  const value = constantTree(prepareTree(coefficient, entity.functions), entity.parameters);
  if (value === undefined || (value > 0 && Number.isFinite(value))) return;
  const parameter = coefficient.kind === "name" ? entity.parameters.get(coefficient.name) : undefined;
  throw new LapicqueError("coefficient-not-positive", { state, value, name: parameter?.name ?? "" }, coefficient.span);
}

function bindDefinition(entity: Entity, definition: DefinitionStatement): Definition {
  const unit = unitOf(definition.value, entity.scope);
  const value = entity.across?.take(definition.value) ?? definition.value;
  const tree = prepareEveryStep(value, entity.functions, varying(entity));
  if ([...namesIn(tree)].some(isNoise)) throw new LapicqueError("noise-in-definition", { name: definition.name }, definition.span);
  return { ...quantityOf(definition.name, unit), tree };
}

function bindBounds(entity: Entity): Record<string, readonly [Tree, Tree]> {
  const bounds: Record<string, readonly [Tree, Tree]> = {};
  for (const [state, entry] of entriesOf(child(entity.node, "bounds"))) {
    entity.context.attempt(() => {
      checkState(entity, state, entry.key);
      if (entry.value.kind !== "list") throw new LapicqueError("value-expected", {}, entry.value.span);
      const unit = unitOf({ kind: "name", name: state, span: entry.key }, entity.scope);
      const [low, high] = entry.value.items.map((item) => {
        const tree = parseScalar(entity.context, item);
        checkDimension(tree, entity.parameters.scope, unit, `a bound of \`${state}\``);
        return prepareTree(tree, entity.functions);
      });
      bounds[state] = [low!, high!];
      const values = bounds[state].map((tree) => constantTree(tree, entity.parameters));
      if (values[0] !== undefined && values[1] !== undefined && !(values[0] < values[1])) {
        throw new LapicqueError("empty-bounds", { name: state }, entry.value.span);
      }
    });
  }
  return bounds;
}

/** Parameters that the trees read, and those that these need, in order. */
function usedParameters(entity: Entity, trees: readonly Tree[]): Parameter[] {
  const { parameters } = entity;
  const wanted = new Set<string>();
  const want = (name: string) => {
    const parameter = parameters.get(name);
    if (!parameter || wanted.has(name)) return;
    wanted.add(name);
    for (const inner of namesOf(parameter.value)) want(inner);
  };
  for (const tree of trees) for (const name of namesIn(tree)) want(name);
  for (const parameter of parameters.list) if (parameter.level !== "document") want(parameter.name);
  const hidden = new Set(
    [...entity.derivatives, ...entity.definitions].map((statement) => statement.name).concat([...entity.inputs.keys()]),
  );
  return parameters.list
    .filter((parameter) => wanted.has(parameter.name) && !hidden.has(parameter.name))
    .map(({ name, unit, value, meaning, range, source }) => ({
      ...quantityOf(name, unit),
      value,
      ...(meaning === undefined ? {} : { meaning }),
      ...(range === undefined ? {} : { range }),
      ...(source === undefined ? {} : { source }),
    }));
}

/** Where the run begins, with random values at a typical one. Initial values may read one another, in any order without a cycle. */
function typicalStart(entity: Entity): ReadonlyMap<string, number> {
  const start = new Map<string, number>();
  const lookUp = (name: string): number => {
    const initial = entity.initial.get(name);
    if (!initial) {
      if (name === "index" || name === "size") return name === "index" ? 0 : 1;
      return entity.across?.middleOf(name) ?? entity.parameters.get(name)?.typical ?? Number.NaN;
    }
    const known = start.get(name) ?? typicalValue(initial.value, lookUp);
    start.set(name, known);
    return known;
  };
  for (const name of entity.initial.keys()) lookUp(name);
  return start;
}
